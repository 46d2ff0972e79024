using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Webinars.People;
using Webinars.Scheduling;

namespace Webinars.Web.Pages.Watch;

/// <summary>The room, from the lobby to the end. Everybody in it has a name, so one signs in first.</summary>
public class LiveModel(WebinarStore webinars, IRoles roles) : PageModel
{
    public Webinar Webinar { get; private set; } = null!;

    public bool IsHost { get; private set; }

    public virtual async Task<IActionResult> OnGet(string slug, CancellationToken ct)
    {
        if (await webinars.GetBySlug(slug, ct) is not { } webinar || !webinar.IsVisibleTo(User.PersonId()))
        {
            return NotFound();
        }

        Webinar = webinar;
        if (User.PersonId() is not { } person)
        {
            return this.ToSignIn();
        }

        IsHost = (await roles.Of(webinar, person, ct))?.Has(Capability.Lead) is true;
        return Page();
    }
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Webinars.Scheduling;

namespace Webinars.Web.Pages.Watch;

/// <summary>The room, from the lobby to the end. Everybody in it has a name, so one signs in first.</summary>
public class LiveModel(WebinarStore webinars) : PageModel
{
    public Webinar Webinar { get; private set; } = null!;

    public bool IsHost => Webinar.HostId == User.PersonId();

    public virtual async Task<IActionResult> OnGet(string slug, CancellationToken ct)
    {
        if (await webinars.GetBySlug(slug, ct) is not { } webinar || !webinar.IsVisibleTo(User.PersonId()))
        {
            return NotFound();
        }

        Webinar = webinar;
        return User.PersonId() is null ? this.ToSignIn() : Page();
    }
}

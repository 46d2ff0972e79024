using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Webinars.People;
using Webinars.Scheduling;

namespace Webinars.Web.Pages.Plan;

public sealed class DetailsModel(WebinarStore webinars, IRoles roles, TimeProvider time) : PageModel
{
    public Webinar Webinar { get; private set; } = null!;

    public bool IsHost { get; private set; }

    public bool CanReinstate => Webinar.Status is WebinarStatus.Cancelled && Webinar.StartsAt > time.GetUtcNow();

    public async Task<IActionResult> OnGet(string slug, CancellationToken ct)
    {
        if (await webinars.GetBySlug(slug, ct) is not { } webinar || !webinar.IsVisibleTo(User.PersonId()))
        {
            return NotFound();
        }

        Webinar = webinar;
        IsHost = User.PersonId() is { } person && (await roles.Of(webinar, person, ct))?.Has(Capability.Lead) is true;
        return Page();
    }
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Webinars.People;
using Webinars.Registering;
using Webinars.Scheduling;

namespace Webinars.Web.Pages.Watch;

/// <summary>The room, from the lobby to the end. Everybody in it has a name, so one signs in first.</summary>
public class LiveModel(WebinarStore webinars, Admission admission) : PageModel
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
            // Who needs a seat finds both ways to one beside each other.
            return webinar.Access.Policy is AccessPolicy.Open ? this.ToSignIn() : ToRegistration();
        }

        try
        {
            IsHost = (await admission.Of(webinar, person, ct)).Has(Capability.Lead);
        }
        catch (RefusedException refused) when (refused.Refusal == Refusal.NotRegistered)
        {
            return ToRegistration();
        }
        catch (RefusedException refused) when (refused.Refusal == Refusal.Banned)
        {
            // The room says so itself.
        }

        return Page();
    }

    private RedirectResult ToRegistration() => Redirect($"/w/{Webinar.Slug}?why={Refusal.NotRegistered.Code}#registration");
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Webinars.People;
using Webinars.Scheduling;

namespace Webinars.Web.Pages.Audience;

/// <summary>A page for who leads a webinar, about those who come.</summary>
public abstract class AudiencePage(WebinarStore webinars, IRoles roles) : PageModel
{
    public Webinar Webinar { get; private set; } = null!;

    /// <summary>Of who looks.</summary>
    public Role Role { get; private set; }

    /// <summary>Shows the page to those whom it is for.</summary>
    protected async Task<IActionResult> Show(Guid id, Func<Person, Task> read, CancellationToken ct)
    {
        if (Webinars.Api.SignedIn.FindPerson(User) is not { } person)
        {
            return this.ToSignIn();
        }

        if (await webinars.Get(id, ct) is not { } webinar || !webinar.IsVisibleTo(person.Id))
        {
            return NotFound();
        }

        Webinar = webinar;
        if (await roles.Of(webinar, person.Id, ct) is not { } role || !role.Has(Capability.Lead))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        Role = role;
        try
        {
            await read(person);
            return Page();
        }
        catch (RefusedException refused) when (refused.Refusal.Status is StatusCodes.Status400BadRequest)
        {
            // A link that was typed, or is of another page.
            return Redirect(Request.Path);
        }
    }
}

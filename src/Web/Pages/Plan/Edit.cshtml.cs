using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Webinars.People;
using Webinars.Scheduling;

namespace Webinars.Web.Pages.Plan;

public sealed class EditModel(WebinarStore webinars, IRoles roles) : PageModel
{
    public Webinar Webinar { get; private set; } = null!;

    public async Task<IActionResult> OnGet(Guid id, CancellationToken ct)
    {
        if (User.PersonId() is not { } person)
        {
            return this.ToSignIn();
        }

        if (await webinars.Get(id, ct) is not { } webinar || !webinar.IsVisibleTo(person))
        {
            return NotFound();
        }

        Webinar = webinar;
        return (await roles.Of(webinar, person, ct))?.Has(Capability.Lead) is true ? Page() : StatusCode(StatusCodes.Status403Forbidden);
    }
}

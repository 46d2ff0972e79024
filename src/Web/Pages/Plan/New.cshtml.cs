using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Webinars.Web.Pages.Plan;

public sealed class NewModel : PageModel
{
    public IActionResult OnGet() => User.PersonId() is null ? this.ToSignIn() : Page();
}

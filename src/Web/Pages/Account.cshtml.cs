using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Webinars.Web.Pages;

public sealed class AccountModel : PageModel
{
    public IActionResult OnGet() => User.PersonId() is null ? this.ToSignIn() : Page();
}

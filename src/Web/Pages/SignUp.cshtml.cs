using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Webinars.Web.Pages;

public sealed class SignUpModel : PageModel
{
    public string Target { get; private set; } = ReturnTo.Home;

    public void OnGet([FromQuery] string? returnTo) => Target = ReturnTo.Safe(returnTo);
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Webinars.Web.Pages;

/// <summary>Where somebody wanted to go before signing in. It never leaves the site (the browser's twin: return-to.ts).</summary>
public static class ReturnTo
{
    public const string Home = "/dashboard";

    /// <summary>The path itself when it is one of ours, else the dashboard.</summary>
    public static string Safe(string? wanted) =>
        wanted is ['/', ..] && wanted is not ['/', '/' or '\\', ..] && !wanted.Any(char.IsControl) ? wanted : Home;

    /// <summary>Sends an anonymous visitor to sign in and back to this page.</summary>
    public static RedirectResult ToSignIn(this PageModel page)
    {
        ArgumentNullException.ThrowIfNull(page);
        var here = page.Request.Path + page.Request.QueryString.ToUriComponent();
        return new RedirectResult($"/sign-in?returnTo={Uri.EscapeDataString(here)}");
    }
}

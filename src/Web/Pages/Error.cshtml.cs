using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Webinars.Web.Pages;

/// <summary>What a visitor sees instead of a page that is missing, forbidden or broken.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ErrorModel : PageModel
{
    public int Code { get; private set; } = 404;

    public string Title => Code switch
    {
        403 => "This is not yours to see",
        404 => "There is nothing here",
        >= 500 => "Something broke on our side",
        _ => "That did not work",
    };

    public string Text => Code switch
    {
        403 => "You are signed in, but this page belongs to somebody else. Another account may have the key.",
        404 => "The link may be old, or a letter of it got lost. Webinars that were never published look like this too.",
        >= 500 => "It has been written down. Please try again in a moment.",
        _ => "The request could not be understood. Please go back and try again.",
    };

    public void OnGet(int code) => Code = code is >= 400 and <= 599 ? code : 404;

    /// <summary>Where signing in leads back to: the page that was asked for, not this one. The address of a personal page is a key, and is put into no other.</summary>
    public string Asked => HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is { } asked && !Guards.IsPersonal(asked.OriginalPath) ? asked.OriginalPath + asked.OriginalQueryString : "/";

    public void OnPost(int code) => OnGet(code);
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Webinars.Registering;

namespace Webinars.Web.Pages.Personal;

/// <summary>A page that the link of a letter leads to. Its forms are guarded by their Origin, as the API is.</summary>
[IgnoreAntiforgeryToken]
public abstract class PersonalPage(FollowLink links, LinkPurpose purpose) : PageModel
{
    /// <summary>Null where the link is not ours.</summary>
    public Followed? Link { get; private set; }

    /// <summary>The same for a link that was forged, is for something else, or is an older one.</summary>
    public bool IsGone { get; private set; }

    /// <summary>Why what was asked was not done.</summary>
    public string? Trouble { get; private set; }

    public string Token => (string)RouteData.Values["token"]!;

    protected async Task<Followed?> Follow(CancellationToken ct) => Link = await links.Run(purpose, Token, ct);

    protected PageResult Gone()
    {
        IsGone = true;
        Response.StatusCode = StatusCodes.Status404NotFound;
        return Page();
    }

    protected PageResult Refuse(Refusal refusal, string text)
    {
        Trouble = text;
        Response.StatusCode = refusal.Status;
        return Page();
    }
}

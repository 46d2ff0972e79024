using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Webinars.Rooms.Feedback;

namespace Webinars.Web.Pages.Feedback;

/// <summary>
/// Where the letter after the end leads. Whoever has its link may answer, so it goes to nobody else: no Referer, no cache, no search engine.
/// To open it changes nothing. No page of another can send the form, for it would have to know the link: so it needs no cookie.
/// </summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ByLetterModel(FeedbackByLetter feedback) : PageModel
{
    public static readonly IReadOnlyList<string> Words = ["Poor", "Fair", "Good", "Very good", "Excellent"];

    /// <summary>Null: the link is no good.</summary>
    public FeedbackLetter? Letter { get; private set; }

    public bool IsSaved { get; private set; }

    public int Rating { get; private set; }

    public string? Comment { get; private set; }

    public string Trouble { get; private set; } = "";

    public async Task OnGet(string token, bool saved, CancellationToken ct)
    {
        await Open(token, ct);
        IsSaved = saved && Letter?.Before is not null;
        (Rating, Comment) = (Letter?.Before?.Rating ?? 0, Letter?.Before?.Comment);
    }

    /// <param name="rating">As text: what is no number is no rating.</param>
    public async Task<IActionResult> OnPost(string token, string? rating, string? comment, CancellationToken ct)
    {
        (Rating, Comment) = (int.TryParse(rating, out var stars) ? stars : 0, comment);
        try
        {
            await feedback.Leave(token, Rating, comment, ct);
            Headers();
            return Redirect($"/feedback/{token}?saved=true");
        }
        catch (RefusedException refused)
        {
            await Open(token, ct);
            Response.StatusCode = refused.Refusal.Status;
            Trouble = refused.Refusal is { Field: "rating" } ? "Choose one to five stars." : refused.Refusal.Text;
            return Page();
        }
    }

    private async Task Open(string token, CancellationToken ct)
    {
        Headers();
        Letter = await feedback.Open(token, ct);
        if (Letter is null)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private void Headers()
    {
        Response.Headers["Referrer-Policy"] = "no-referrer";
        Response.Headers["X-Robots-Tag"] = "noindex";
    }
}

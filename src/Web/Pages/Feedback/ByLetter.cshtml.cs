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

    /// <summary>Not as an argument: of a form that cannot be read MVC gives no argument at all.</summary>
    private string? Token => RouteData.Values["token"] as string;

    public async Task OnGet(bool saved, CancellationToken ct)
    {
        await Open(ct);
        IsSaved = saved && Letter?.Before is not null;
        (Rating, Comment) = (Letter?.Before?.Rating ?? 0, Letter?.Before?.Comment);
    }

    /// <param name="rating">As text: what is no number is no rating.</param>
    public async Task<IActionResult> OnPost(string? rating, string? comment, CancellationToken ct)
    {
        (Rating, Comment) = (int.TryParse(rating, out var stars) ? stars : 0, comment);
        try
        {
            await feedback.Leave(Token, Rating, ModelState.IsValid ? comment : throw new RefusedException(Refusal.BadText), ct);
            return Redirect($"/feedback/{Token}?saved=true");
        }
        catch (RefusedException refused)
        {
            await Open(ct);
            Response.StatusCode = Letter is null ? StatusCodes.Status404NotFound : refused.Refusal.Status;
            Trouble = refused.Refusal is { Field: "rating" } ? "Choose one to five stars." : refused.Refusal.Text;
            return Page();
        }
    }

    private async Task Open(CancellationToken ct)
    {
        Letter = await feedback.Open(Token, ct);
        if (Letter is null)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }
}

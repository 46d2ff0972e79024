using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Webinars.Api;
using Webinars.Rooms.Feedback;
using Webinars.Scheduling;

namespace Webinars.Web.Pages.Feedback;

/// <summary>What people thought of a webinar, for moderators.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class SummaryModel(WebinarStore webinars, ReadFeedback feedback) : PageModel
{
    private const int Comments = 30;

    public Webinar Webinar { get; private set; } = null!;

    public FeedbackSummary Feedback { get; private set; } = null!;

    public string Average => string.Create(CultureInfo.InvariantCulture, $"{Feedback.Average:0.0}");

    /// <summary>How many of those who attended answered.</summary>
    public string Rate => Feedback.Turnout is { Attended: > 0 } turnout ? $"{Math.Round(100.0 * turnout.Answered / turnout.Attended)} %" : "–";

    public int Percent(int count) => (int)Math.Round(100.0 * count / Math.Max(1, Feedback.Count));

    public async Task<IActionResult> OnGet(Guid id, long? before, CancellationToken ct)
    {
        if (User.FindPerson() is not { } person)
        {
            return this.ToSignIn();
        }

        try
        {
            Feedback = await feedback.Run(id, person, Comments, before, ct);
        }
        catch (RefusedException refused)
        {
            return StatusCode(refused.Refusal.Status);
        }

        Webinar = (await webinars.Get(id, ct))!;
        return Page();
    }
}

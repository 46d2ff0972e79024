using Microsoft.AspNetCore.Mvc;
using Webinars.Registering;
using Webinars.Scheduling;

namespace Webinars.Web.Pages.Watch;

/// <summary>The recording, with what was said beside it. Before there is one, the room says so.</summary>
public sealed class ReplayModel(WebinarStore webinars, Admission admission) : LiveModel(webinars, admission)
{
    public override async Task<IActionResult> OnGet(string slug, CancellationToken ct) =>
        await base.OnGet(slug, ct) is var answer && Webinar is { Status: not (WebinarStatus.Replay or WebinarStatus.Ended) }
            ? Redirect($"/w/{Webinar.Slug}")
            : answer;
}

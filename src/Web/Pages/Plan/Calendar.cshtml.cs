using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Webinars.Letters;
using Webinars.Registering;

namespace Webinars.Web.Pages.Plan;

/// <summary>The webinar as a calendar file: nothing personal, so that it may be passed on.</summary>
public sealed class CalendarModel(LookAtWebinar look, PublicCalendar calendar) : PageModel
{
    public async Task<IActionResult> OnGet(string slug, CancellationToken ct) => await look.Run(slug, User.PersonId(), ct) is { } sight
        ? File(calendar.File(sight.Webinar, sight.Whole), "text/calendar; charset=utf-8", $"{sight.Webinar.Slug}.ics")
        : NotFound();
}

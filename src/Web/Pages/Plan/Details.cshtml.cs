using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Webinars.Letters;
using Webinars.Registering;
using Webinars.Scheduling;

namespace Webinars.Web.Pages.Plan;

public sealed class DetailsModel(LookAtWebinar look, FindRegistration registrations, PublicCalendar calendar, TimeProvider time) : PageModel
{
    public WebinarSight Sight { get; private set; } = null!;

    public RegistrationBox Box { get; private set; } = null!;

    /// <summary>They wanted into the room, and were sent here.</summary>
    public bool SentAway { get; private set; }

    public Webinar Webinar => Sight.Webinar;

    public bool IsHost => Sight.Leads;

    public bool CanReinstate => Webinar.Status is WebinarStatus.Cancelled && Webinar.StartsAt > time.GetUtcNow();

    public IReadOnlyList<(string Text, string Url)> Calendars => [("File", $"/w/{Webinar.Slug}/calendar.ics"), .. calendar.Links(Webinar)];

    public async Task<IActionResult> OnGet(string slug, [FromQuery] string? why, CancellationToken ct)
    {
        if (await look.Run(slug, User.PersonId(), ct) is not { } sight)
        {
            return NotFound();
        }

        Sight = sight;
        var mine = User.PersonId() is { } person ? await registrations.Run(sight.Webinar.Id, person, ct) : null;
        Box = RegistrationBox.Of(sight, mine, User);
        SentAway = why == Refusal.NotRegistered.Code && !Box.MayEnter;
        return Page();
    }
}

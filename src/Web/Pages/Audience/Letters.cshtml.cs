using Microsoft.AspNetCore.Mvc;
using Webinars.Mail;
using Webinars.Registering;
using Webinars.Scheduling;
using Webinars.Telling;

namespace Webinars.Web.Pages.Audience;

public sealed class LettersModel(WebinarStore webinars, IRoles roles, ReadLetters letters, MailedAnnouncements announcements, RegistrationStore registrations) : AudiencePage(webinars, roles)
{
    [FromQuery]
    public LetterKind? Kind { get; init; }

    [FromQuery]
    public LetterFate? Fate { get; init; }

    [FromQuery]
    public Guid? Registration { get; init; }

    [FromQuery]
    public string? After { get; init; }

    public IReadOnlyList<LetterTally> Tallies { get; private set; } = [];

    public LetterList Found { get; private set; } = null!;

    public IReadOnlyList<MailedAnnouncement> Announcements { get; private set; } = [];

    /// <summary>Whose letters these are; null: everybody's.</summary>
    public Registration? To { get; private set; }

    public bool IsFiltered => Kind is not null || Fate is not null || Registration is not null || After is not null;

    public Task<IActionResult> OnGet(Guid id, CancellationToken ct) => Show(
        id,
        async host =>
        {
            Found = await letters.List(id, new LettersWanted(Kind, Fate, Registration, After), host, ct);
            if (Registration is { } one)
            {
                To = await registrations.Get(one, ct) is { } to && to.WebinarId == id ? to : throw new RefusedException(Refusal.Invalid("registration", "Of this webinar."));
                return;
            }

            Tallies = await letters.Tally(id, host, ct);
            Announcements = await announcements.FindNewest(id, 5, ct);
        },
        ct);

    /// <summary>This page with another part of the list.</summary>
    public string Link(LetterKind? kind, LetterFate? fate, string? after = null) =>
        Request.Path + QueryString.Create(new Dictionary<string, string?> { ["kind"] = kind?.Code(), ["fate"] = fate?.Code(), ["after"] = after }.Where(one => !string.IsNullOrEmpty(one.Value)));
}

using System.Text.Json.Serialization;
using Webinars.People;

namespace Webinars.Registering;

/// <summary>One address and one webinar: at most one registration, whatever becomes of it.</summary>
public sealed record Registration
{
    /// <summary>Letters of a status in a day.</summary>
    private const int MostTold = 10;

    public required Guid Id { get; init; }

    public required Guid WebinarId { get; init; }

    /// <summary>In one spelling (<see cref="Mail.EmailAddress"/>).</summary>
    public required string Email { get; init; }

    public required string Name { get; init; }

    /// <summary>The person with an account whose address it is; null while none is known.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>People with an account whose it was before. Who was banned as one of them is banned.</summary>
    public IReadOnlyList<Guid> Formerly { get; init; } = [];

    /// <summary>As whom somebody comes by the personal link, without an account; null while nobody did.</summary>
    public Guid? GuestId { get; init; }

    public RegistrationStatus Status { get; init; }

    /// <summary>Given with the first visit; null: an attendee.</summary>
    public Role? Role { get; init; }

    /// <summary>A host asked for them by name: where only who was invited may come, they may come again.</summary>
    public bool WasInvited { get; init; }

    /// <summary>By the question's id.</summary>
    public IReadOnlyDictionary<string, string> Answers { get; init; } = new Dictionary<string, string>();

    /// <summary>IANA name of their own zone, as their browser said; null: the organiser's.</summary>
    public string? TimeZone { get; init; }

    /// <summary>When it came to its status.</summary>
    public DateTimeOffset Since { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>One more with each time that it begins anew; makes letters and links of before another's.</summary>
    public int Round { get; init; } = 1;

    /// <summary>When its owner last asked for letters: so many a day and no more.</summary>
    public IReadOnlyList<DateTimeOffset> Asked { get; init; } = [];

    /// <summary>When they were last told of another status: so many a day and no more.</summary>
    public IReadOnlyList<DateTimeOffset> Told { get; init; } = [];

    /// <summary>They want no letters but those that they ask for.</summary>
    public bool Unsubscribed { get; init; }

    [JsonIgnore]
    public long Version { get; init; }

    [JsonIgnore]
    public bool HasSeat => Status is RegistrationStatus.Registered;

    /// <summary>Whoever lets somebody in and out again and again fills no mailbox.</summary>
    public bool MayBeTold(DateTimeOffset now) => Told.Count(at => at > now.AddDays(-1)) < MostTold;

    /// <summary>As whom its owner is seen in the room: with an account, by the personal link.</summary>
    [JsonIgnore]
    public IEnumerable<Guid> People => new[] { PersonId, GuestId }.OfType<Guid>();

    /// <summary>It is now, or was before, theirs.</summary>
    [JsonIgnore]
    public IEnumerable<Guid> Everybody => People.Concat(Formerly);

    public Registration Of(Guid person) => PersonId is { } other && other != person
        ? this with { PersonId = person, Formerly = [.. Formerly.Append(other).Where(one => one != person).Distinct()] }
        : this with { PersonId = person };

    public Registration TellAt(DateTimeOffset now) => this with { Told = [.. Told.Where(at => at > now.AddDays(-1)), now] };
}

public enum RegistrationStatus
{
    Registered,

    /// <summary>A host has to decide.</summary>
    Pending,

    /// <summary>There is no seat yet.</summary>
    Waitlisted,

    /// <summary>A host said no.</summary>
    Declined,

    /// <summary>They took it back.</summary>
    Cancelled,

    /// <summary>A host asked them to come; they have not answered.</summary>
    Invited,
}

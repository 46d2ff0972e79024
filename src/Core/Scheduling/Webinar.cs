using System.Text.Json.Serialization;
using Webinars.People;

namespace Webinars.Scheduling;

/// <summary>One webinar and the states of its life. Each verb gives the next state or refuses with wrong-state.</summary>
public sealed record Webinar
{
    /// <summary>A host who moves a webinar twice in a minute is heard once, and one who calls it off by mistake not at all.</summary>
    public static readonly TimeSpan SecondThoughts = TimeSpan.FromMinutes(2);

    public required Guid Id { get; init; }

    /// <summary>Its name in links; never changes.</summary>
    public required string Slug { get; init; }

    public required string Title { get; init; }

    public string Description { get; init; } = "";

    public required DateTimeOffset StartsAt { get; init; }

    public required int DurationMinutes { get; init; }

    /// <summary>IANA name of the organiser's zone.</summary>
    public required string TimeZone { get; init; }

    public WebinarStatus Status { get; init; }

    /// <summary>Grows with every change of status or schedule.</summary>
    public int Revision { get; init; } = 1;

    /// <summary>Grows when it is moved, called off and taken up again: what is said of its time carries it (a calendar entry's SEQUENCE).</summary>
    public int Schedule { get; init; } = 1;

    public Access Access { get; init; } = new();

    public required Guid HostId { get; init; }

    public required string HostName { get; init; }

    /// <summary>Null while it was never shown to anybody but its host.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>First moment that attendees may see; the replay begins here.</summary>
    public DateTimeOffset? WentLiveAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When it was called off so that people heard of it; stays when it is taken up again, until it is moved.</summary>
    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>When its time was last changed; null while it never was.</summary>
    public DateTimeOffset? MovedAt { get; init; }

    /// <summary>Starting or Interrupted: when that ends by itself.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Of the document; 0 before it is first saved.</summary>
    [JsonIgnore]
    public long Version { get; init; }

    /// <summary>It was called off, and not by a mistake that is put right at once.</summary>
    public bool IsCalledOff(DateTimeOffset now) => Status is WebinarStatus.Cancelled && CancelledAt + SecondThoughts <= now;

    [JsonIgnore]
    public bool IsOn => Status is WebinarStatus.Live or WebinarStatus.Interrupted;

    /// <summary>It is on, and was live or without its stream for too long.</summary>
    public bool HasRunOut(DateTimeOffset now, TimeSpan longest) => IsOn && (WentLiveAt + longest <= now || Until <= now);

    public Role RoleOf(Guid person) => person == HostId ? Role.Owner : Role.Attendee;

    /// <summary>A draft is its host's alone, and so is one that was called off before anybody saw it.</summary>
    public bool IsVisibleTo(Guid? person) =>
        person == HostId || Status is not (WebinarStatus.Draft or WebinarStatus.Cancelled) || (Status is WebinarStatus.Cancelled && PublishedAt is not null);

    public Webinar Publish(DateTimeOffset now) => Status switch
    {
        WebinarStatus.Draft => To(WebinarStatus.Scheduled) with { PublishedAt = now },
        WebinarStatus.Cancelled when StartsAt > now => To(WebinarStatus.Scheduled) with
        {
            PublishedAt = PublishedAt ?? now,
            CancelledAt = PublishedAt is null || now - CancelledAt < SecondThoughts ? null : CancelledAt,
            Schedule = Schedule + 1,
        },
        _ => throw new RefusedException(Refusal.WrongState),
    };

    public Webinar Cancel(DateTimeOffset now) =>
        From(WebinarStatus.Draft, WebinarStatus.Scheduled).To(WebinarStatus.Cancelled) with { CancelledAt = CancelledAt ?? now, Schedule = Schedule + 1 };

    /// <summary>The host wants it live: it is, as soon as the stream is active.</summary>
    public Webinar GoLive(bool streamIsActive, DateTimeOffset now, TimeSpan patience)
    {
        var ready = From(WebinarStatus.Scheduled);
        return streamIsActive
            ? ready.To(WebinarStatus.Live) with { WentLiveAt = now }
            : ready.To(WebinarStatus.Starting) with { Until = now + patience };
    }

    public Webinar TakeBack() => From(WebinarStatus.Starting).To(WebinarStatus.Scheduled);

    public Webinar StreamActive(DateTimeOffset now) => Status switch
    {
        WebinarStatus.Starting => To(WebinarStatus.Live) with { WentLiveAt = now },
        WebinarStatus.Interrupted => To(WebinarStatus.Live),
        _ => this,
    };

    public Webinar StreamLost(DateTimeOffset until) =>
        Status is WebinarStatus.Live ? To(WebinarStatus.Interrupted) with { Until = until } : this;

    public Webinar End(DateTimeOffset now) =>
        From(WebinarStatus.Live, WebinarStatus.Interrupted).To(WebinarStatus.Ended) with { EndedAt = now };

    public Webinar RecordingReady() => Status is WebinarStatus.Ended ? To(WebinarStatus.Replay) : this;

    public StatusChanged Announcement(Actor? by, DateTimeOffset at) =>
        new(Status, Revision, Status is WebinarStatus.Interrupted ? Until : null) { By = by, At = at };

    private Webinar From(params ReadOnlySpan<WebinarStatus> allowed) =>
        allowed.Contains(Status) ? this : throw new RefusedException(Refusal.WrongState);

    private Webinar To(WebinarStatus status) => this with { Status = status, Revision = Revision + 1, Until = null };
}

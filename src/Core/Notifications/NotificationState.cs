using System.Text.Json.Serialization;

namespace Webinars.Notifications;

/// <summary>What became of one notice. The same signals, in any order and however often, end in the same state.</summary>
/// <param name="Id">The vendor's.</param>
public sealed record NotificationState(string Id, Guid Recipient, string Workflow)
{
    /// <summary>The first time, as all that cannot be taken back.</summary>
    public DateTimeOffset? SentAt { get; init; }

    public DateTimeOffset? DeliveredAt { get; init; }

    public DateTimeOffset? UndeliveredAt { get; init; }

    public DateTimeOffset? ClickedAt { get; init; }

    /// <summary>What was said last, as all that can be taken back; null: nothing yet.</summary>
    public NotificationMark? Seen { get; init; }

    public NotificationMark? Read { get; init; }

    public NotificationMark? Archived { get; init; }

    [JsonIgnore]
    public long Version { get; init; }

    public NotificationState After(NotificationSignal signal) => signal.What switch
    {
        NotificationChange.Sent => this with { SentAt = First(SentAt, signal.At) },
        NotificationChange.Delivered => this with { DeliveredAt = First(DeliveredAt, signal.At) },
        NotificationChange.Undelivered => this with { UndeliveredAt = First(UndeliveredAt, signal.At) },
        NotificationChange.Clicked => this with { ClickedAt = First(ClickedAt, signal.At) },
        NotificationChange.Seen or NotificationChange.Unseen => this with { Seen = Last(Seen, signal, NotificationChange.Seen) },
        NotificationChange.Read or NotificationChange.Unread => this with { Read = Last(Read, signal, NotificationChange.Read) },
        NotificationChange.Archived or NotificationChange.Unarchived => this with { Archived = Last(Archived, signal, NotificationChange.Archived) },
        _ => throw new ArgumentOutOfRangeException(nameof(signal)),
    };

    private static DateTimeOffset First(DateTimeOffset? known, DateTimeOffset at) => known < at ? known.Value : at;

    private static NotificationMark Last(NotificationMark? known, NotificationSignal signal, NotificationChange on)
    {
        var told = new NotificationMark(signal.What == on, signal.At);

        // Of two at the very same time that which is set: whichever comes first, one of them must win.
        return known is null || told.At > known.At || (told.At == known.At && told.On) ? told : known;
    }
}

/// <param name="On">False: taken back.</param>
public sealed record NotificationMark(bool On, DateTimeOffset At);

using System.Collections.Immutable;
using Webinars.Log;
using Webinars.People;
using Webinars.Rooms.Announcements;
using Webinars.Rooms.Chat;
using Webinars.Rooms.Feedback;
using Webinars.Rooms.Handouts;
using Webinars.Rooms.Hands;
using Webinars.Rooms.Moderation;
using Webinars.Rooms.Polls;
using Webinars.Rooms.Questions;
using Webinars.Scheduling;
using Webinars.Streaming;

namespace Webinars.Rooms;

/// <summary>The state of a room: nothing but the fold of its log. Immutable, so that any thread may read the one it was given.</summary>
public sealed record Room
{
    /// <summary>Of the last event that was folded.</summary>
    public long Position { get; init; }

    public WebinarStatus Status { get; init; }

    public int Revision { get; init; }

    /// <summary>Interrupted: when the webinar ends by itself.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>When it first went live.</summary>
    public DateTimeOffset? LiveSince { get; init; }

    public StreamState Stream { get; init; }

    /// <summary>Who made the webinar, and thereby its log's first event.</summary>
    public Guid? Owner { get; init; }

    /// <summary>Of those who were given another role than the one they came with.</summary>
    public ImmutableDictionary<Guid, Role> Roles { get; init; } = ImmutableDictionary<Guid, Role>.Empty;

    public RoomSettings Settings { get; init; } = RoomSettings.Default;

    public ChatState Chat { get; init; } = ChatState.Empty;

    public QuestionBoard Questions { get; init; } = QuestionBoard.Empty;

    public ModerationState Moderation { get; init; } = ModerationState.Empty;

    public PollBoard Polls { get; init; } = PollBoard.Empty;

    public HandQueue Hands { get; init; } = HandQueue.Empty;

    public AnnouncementBoard Announcements { get; init; } = AnnouncementBoard.Empty;

    public HandoutShelf Handouts { get; init; } = HandoutShelf.Empty;

    public FeedbackBook Feedback { get; init; } = FeedbackBook.Empty;

    /// <summary>From the lobby to the end; what is said stays readable after it.</summary>
    public bool IsOpen => Status is WebinarStatus.Scheduled or WebinarStatus.Starting or WebinarStatus.Live or WebinarStatus.Interrupted;

    /// <summary>Attendees may ask.</summary>
    public bool TakesQuestions => Settings.Questions is QuestionMode.On
        && (Status is WebinarStatus.Scheduled or WebinarStatus.Starting ? Settings.OpenEarly : Status is WebinarStatus.Live or WebinarStatus.Interrupted);

    /// <summary>It took place, and has ended.</summary>
    public bool IsOver => Status is WebinarStatus.Ended or WebinarStatus.Replay;

    /// <summary>The host prepares in a draft as in an open room; attendees may have to wait until it is live.</summary>
    public bool IsOpenTo(Actor actor) => Status switch
    {
        WebinarStatus.Draft => actor.Can(Capability.SeeModeration),
        WebinarStatus.Scheduled or WebinarStatus.Starting => Settings.OpenEarly || actor.Can(Capability.SpeakAsHost),
        _ => IsOpen,
    };

    /// <summary>The person with the role that they have now, whatever they came with.</summary>
    public Actor Known(Actor actor) =>
        actor.Role is Role.Owner || !Roles.TryGetValue(actor.Id, out var role) || role == actor.Role ? actor : actor with { Role = role };

    /// <summary>Of anybody, here or not: who was given none is an attendee.</summary>
    public Role RoleOf(Guid person) => person == Owner ? Role.Owner : Roles.GetValueOrDefault(person, Role.Attendee);

    public Viewer EyesOf(Actor actor) => new(actor.Id, Known(actor).Can(Capability.SeeModeration));

    /// <summary>Everything that is counted here.</summary>
    public IEnumerable<Total> Totals() => Questions.All.Keys.Select(id => new Total(Counted.Question, id))
        .Concat(Chat.Reacted(RoomTail.Kept).Select(id => new Total(Counted.Message, id)))
        .Concat(Polls.All.Keys.Select(id => new Total(Counted.Poll, id)));

    /// <summary>Equal for viewers to whom <see cref="Pulse.With"/> shows the same totals, so that one message serves them all.</summary>
    public string TotalsSeenBy(Viewer viewer) => viewer.Moderates ? "moderators" : Polls.Unhidden(viewer.Id);

    public Room Apply(RoomEvent happened) => (happened switch
    {
        LiveEvent live => live.ApplyTo(this),
        StatusChanged changed => this with
        {
            Status = changed.Status,
            Revision = changed.Revision,
            Until = changed.Until,
            LiveSince = LiveSince ?? (changed.Status is WebinarStatus.Live ? changed.At : null),

            // Nobody's turn comes any more.
            Hands = changed.Status is WebinarStatus.Ended or WebinarStatus.Cancelled ? HandQueue.Empty : Hands,
        },
        StreamChanged changed => this with { Stream = changed.State },
        _ => this,
    }).Noted(happened) with { Position = happened.Position };

    /// <summary>What this viewer may see of an event, now: all, a part, or nothing (null).</summary>
    public RoomEvent? Show(RoomEvent happened, Viewer viewer) =>
        happened switch
        {
            LiveEvent live => live.SeenBy(viewer, this),
            UnknownEvent => null,
            _ => happened.IsForModerators() && !viewer.Moderates ? null : happened,
        };

    private Room Noted(RoomEvent happened) => this with
    {
        Owner = Owner ?? (happened.By is { Role: Role.Owner } owner ? owner.Id : null),
        Moderation = happened is IModerating { IsDecision: true } ? Moderation.Note(happened) : Moderation,
    };
}

using Webinars.Log;
using Webinars.People;
using Webinars.Rooms.Chat;
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

    public StreamState Stream { get; init; }

    public ChatTail Chat { get; init; } = ChatTail.Empty;

    public QuestionBoard Questions { get; init; } = QuestionBoard.Empty;

    /// <summary>From the lobby to the end; what is said stays readable after it.</summary>
    public bool IsOpen => Status is WebinarStatus.Scheduled or WebinarStatus.Starting or WebinarStatus.Live or WebinarStatus.Interrupted;

    /// <summary>The host prepares in a draft as in an open room.</summary>
    public bool IsOpenTo(Actor actor) => IsOpen || (Status is WebinarStatus.Draft && actor.Moderates);

    public Room Apply(RoomEvent happened) => (happened switch
    {
        StatusChanged changed => this with { Status = changed.Status, Revision = changed.Revision, Until = changed.Until },
        StreamChanged changed => this with { Stream = changed.State },
        MessagePosted posted => this with { Chat = Chat.Add(posted) },
        QuestionAsked asked => this with { Questions = Questions.Add(asked) },
        VoteCast cast => this with { Questions = Questions.Count(cast) },
        QuestionAnswered answered => this with { Questions = Questions.Answer(answered) },
        _ => this,
    }) with { Position = happened.Position };
}

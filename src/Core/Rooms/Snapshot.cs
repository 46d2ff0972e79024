using System.Text.Json;
using System.Text.Json.Serialization;
using Webinars.Log;
using Webinars.Rooms.Announcements;
using Webinars.Rooms.Chat;
using Webinars.Rooms.Feedback;
using Webinars.Rooms.Handouts;
using Webinars.Rooms.Hands;
using Webinars.Rooms.Moderation;
using Webinars.Rooms.Moderation.Sanctions;
using Webinars.Rooms.Polls;
using Webinars.Rooms.Questions;
using Webinars.Scheduling;
using Webinars.Streaming;

namespace Webinars.Rooms;

/// <summary>The room as one person may see it now.</summary>
/// <param name="StreamState">For moderators.</param>
/// <param name="Messages">The last 100, oldest first.</param>
/// <param name="Questions">Oldest first.</param>
/// <param name="Pinned">In the order of their pinning.</param>
/// <param name="Sanctions">For moderators all that are in force; for others their own.</param>
/// <param name="Reports">For moderators: those that wait.</param>
/// <param name="VotedFor">Questions that the viewer voted for and does not see now; should one come back, the vote is in it still.</param>
/// <param name="Polls">Oldest first.</param>
/// <param name="Announcements">Those that were not ended; one whose time is over may still be among them.</param>
/// <param name="Hands">Moderators: the queue; else one's own.</param>
/// <param name="Feedback">One's own, after the end; null for none.</param>
/// <param name="Ratings">For moderators: how many gave one star, two, … five; null while nobody did.</param>
public sealed record Snapshot(
    WebinarStatus Status,
    int Revision,
    DateTimeOffset? Until,
    DateTimeOffset? LiveSince,
    StreamState? StreamState,
    [property: JsonPropertyOrder(-2)] int Viewers,
    RoomSettings Settings,
    IReadOnlyList<MessageView> Messages,
    IReadOnlyList<QuestionView> Questions,
    IReadOnlyList<long>? VotedFor,
    IReadOnlyList<MessageView> Pinned,
    IReadOnlyList<SanctionView> Sanctions,
    IReadOnlyList<ReportView>? Reports,
    IReadOnlyList<PollView> Polls,
    IReadOnlyList<Announcement> Announcements,
    IReadOnlyList<Handout> Handouts,
    IReadOnlyList<RaisedHand> Hands,
    OwnFeedback? Feedback,
    IReadOnlyList<int>? Ratings)
{
    internal const int MessagesShown = 100;

    /// <summary>Unless it is normal.</summary>
    [JsonPropertyOrder(-1)]
    public Load? Load { get; init; }

    /// <inheritdoc cref="Pulse.Approximate"/>
    [JsonPropertyOrder(-1)]
    public bool? Approximate { get; init; }

    /// <summary>What it has in common with those of others, as JSON: all but the number of viewers, the load, and whether the number is approximate. Null for a person's own.</summary>
    [JsonIgnore]
    internal Lazy<ReadOnlyMemory<byte>>? Shared { get; private init; }

    /// <param name="now">What has run out by then is left out.</param>
    public static Snapshot Of(Room room, Viewer viewer, int viewers, DateTimeOffset now = default) => new(
        room.Status,
        room.Revision,
        room.Until,
        room.LiveSince,
        viewer.Moderates ? room.Stream : null,
        viewers,
        room.Settings.SeenBy(viewer),
        [.. room.Chat.Last(MessagesShown).Select(message => MessageView.Of(message, room, viewer))],
        room.Questions.SeenBy(viewer),
        room.Questions.UnseenVotesOf(viewer),
        [.. room.Chat.Pinned.Select(id => MessageView.Of(room.Chat.Find(id)!, room, viewer))],
        [.. room.Moderation.InForce(now).Where(sanction => viewer.Moderates || sanction.Terms.Person.Id == viewer.Id).Select(SanctionView.Of)],
        viewer.Moderates ? ReportView.Of(room, viewer) : null,
        room.Polls.SeenBy(viewer),
        room.Announcements.Shown,
        room.Handouts.All,
        room.Hands.SeenBy(viewer),
        room.Feedback.OwnOf(viewer),
        room.Feedback.RatingsFor(viewer));

    /// <summary>For many: however often it is sent, it is serialised once.</summary>
    internal Snapshot ToShare() => this with { Shared = new(Rest) };

    /// <summary>Its own JSON, up to where <see cref="Shared"/> goes on.</summary>
    internal string Beginning() =>
        $"{{\"viewers\":{Viewers}{(Load is { } load ? $",\"load\":{JsonSerializer.Serialize(load, RoomEventJson.Options)}" : "")}{(Approximate is true ? ",\"approximate\":true" : "")}";

    private ReadOnlyMemory<byte> Rest() =>
        JsonSerializer.SerializeToUtf8Bytes(this with { Viewers = 0, Load = null, Approximate = null }, RoomEventJson.Options).AsMemory("{\"viewers\":0"u8.Length);
}

using System.Text.Json.Serialization;
using Webinars.Log;
using Webinars.Rooms.Chat;
using Webinars.Rooms.Moderation;
using Webinars.Rooms.Questions;
using Webinars.Scheduling;
using Webinars.Streaming;

namespace Webinars.Rooms;

/// <summary>The room as one person may see it now.</summary>
/// <param name="StreamState">For moderators.</param>
/// <param name="Messages">The last 100, oldest first.</param>
/// <param name="Questions">Oldest first.</param>
public sealed record Snapshot(
    WebinarStatus Status,
    int Revision,
    DateTimeOffset? Until,
    DateTimeOffset? LiveSince,
    StreamState? StreamState,
    [property: JsonPropertyOrder(-2)] int Viewers,
    RoomSettings Settings,
    IReadOnlyList<MessageView> Messages,
    IReadOnlyList<QuestionView> Questions)
{
    private const int MessagesShown = 100;

    /// <summary>Unless it is normal.</summary>
    [JsonPropertyOrder(-1)]
    public Load? Load { get; init; }

    /// <summary>What it has in common with those of others, as JSON; null for a person's own.</summary>
    [JsonIgnore]
    internal Lazy<ReadOnlyMemory<byte>>? Shared { get; private init; }

    public static Snapshot Of(Room room, Viewer viewer, int viewers) => new(
        room.Status,
        room.Revision,
        room.Until,
        room.LiveSince,
        viewer.Moderates ? room.Stream : null,
        viewers,
        room.Settings.SeenBy(viewer),
        [.. room.Chat.Last(MessagesShown).Select(message => MessageView.Of(message, room, viewer))],
        [.. room.Questions.All.Values.Select(question => QuestionView.Of(question, viewer))]);

    /// <summary>For many: however often it is sent, it is serialised once.</summary>
    internal Snapshot ToShare() => this with { Shared = new(() => SnapshotJson.Rest(this)) };
}

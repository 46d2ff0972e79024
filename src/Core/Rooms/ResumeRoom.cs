using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Webinars.Log;
using Webinars.People;
using Webinars.Telemetry;

namespace Webinars.Rooms;

/// <summary>Where a browser stands after asking from its position.</summary>
/// <param name="Snapshot">The room as a whole; null when <paramref name="Events"/> tells what was missed.</param>
public sealed record Resumption(string Epoch, long Position, Actor You, Snapshot? Snapshot, IReadOnlyList<RoomEvent>? Events)
{
    /// <summary><see cref="Events"/> as JSON, where they are what anybody sees.</summary>
    [JsonIgnore]
    internal Lazy<ReadOnlyMemory<byte>>? SharedEvents { get; init; }

    /// <summary>As JSON, all but the brace that ends it: what is this person's own, and what is serialised once however often it is sent (maybe nothing).</summary>
    public (byte[] Own, ReadOnlyMemory<byte> Shared) ToJson()
    {
        var shared = Snapshot?.Shared ?? SharedEvents;
        var own = JsonSerializer.SerializeToUtf8Bytes(shared is null ? this : this with { Snapshot = null, Events = null }, RoomEventJson.Options)[..^1];
        return shared is null ? (own, default)
            : ([.. own, .. Snapshot is null ? ",\"events\":"u8 : Encoding.UTF8.GetBytes($",\"snapshot\":{Snapshot.Beginning()}")], shared.Value);
    }
}

/// <summary>Repairs whatever a browser has missed, from the node's memory.</summary>
public static class ResumeRoom
{
    /// <param name="position">What the browser holds; null for a first visit.</param>
    public static Resumption Run(LiveRoom room, Actor you, long? position, string? epoch)
    {
        var missed = position is { } held && epoch == room.Epoch ? room.Missed(held) : null;
        var state = missed?.State ?? room.State;
        var viewer = state.EyesOf(you);
        you = state.Known(you);
        Instruments.Resumes.Add(1, Instruments.Tag("answer", missed is null ? "snapshot" : "events"));
        if (missed is null)
        {
            return new Resumption(room.Epoch, state.Position, you, room.Snapshot(state, viewer), null);
        }

        var (events, isAnybodys) = missed.SeenBy(viewer);
        return new Resumption(room.Epoch, state.Position, you, null, events) { SharedEvents = isAnybodys ? missed.Json : null };
    }
}

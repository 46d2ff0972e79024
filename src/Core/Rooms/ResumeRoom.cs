using System.Text.Json.Serialization;
using Webinars.Log;
using Webinars.People;
using Webinars.Telemetry;

namespace Webinars.Rooms;

/// <summary>Where a browser stands after asking from its position.</summary>
/// <param name="Snapshot">The room as a whole; null when <paramref name="Events"/> tells what was missed.</param>
public sealed record Resumption(string Epoch, long Position, Actor You, [property: JsonConverter(typeof(SnapshotJson))] Snapshot? Snapshot, IReadOnlyList<RoomEvent>? Events);

/// <summary>Repairs whatever a browser has missed, from the node's memory.</summary>
public static class ResumeRoom
{
    /// <param name="position">What the browser holds; null for a first visit.</param>
    public static Resumption Run(LiveRoom room, Actor you, long? position, string? epoch)
    {
        var (missed, state) = room.Since(epoch == room.Epoch ? position ?? -1 : -1);
        var viewer = state.EyesOf(you);
        you = state.Known(you);
        var tail = missed is not null && position is not null;
        Instruments.Resumes.Add(1, Instruments.Tag("answer", tail ? "events" : "snapshot"));
        return tail
            ? new Resumption(room.Epoch, state.Position, you, null, [.. missed!.Select(happened => state.Show(happened, viewer)).OfType<RoomEvent>()])
            : new Resumption(room.Epoch, state.Position, you, room.Snapshot(state, viewer), null);
    }
}

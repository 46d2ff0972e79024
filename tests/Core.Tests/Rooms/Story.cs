using Webinars.Log;
using Webinars.People;
using Webinars.Rooms;

namespace Webinars.Core.Tests;

/// <summary>A room told by hand: events folded, actions decided, eyes lent. No store, no clock.</summary>
internal static class Story
{
    public static Room Fold(params RoomEvent[] events) => events.Aggregate(new Room(), Then);

    public static Room Then(this Room room, RoomEvent happened) =>
        room.Apply(happened with { Position = room.Position + 1, At = happened.At == default ? House.Noon : happened.At });

    /// <summary>What the action becomes, as the room's turn would decide it, at noon or later.</summary>
    public static Decision Decides(this Room room, RoomAction action, double secondsAfterNoon = 0)
    {
        var turn = new RoomTurn(Guid.Empty, room, [action], House.Noon.AddSeconds(secondsAfterNoon));
        var entries = turn.Decide([], [0]);
        return new Decision([.. entries.SelectMany(entry => entry.Events).Select((json, i) => (LiveEvent)RoomEventJson.Read(new(room.Position + 1 + i, json)))], turn.RefusalOf(0));
    }

    /// <summary>The room after the action, which must be accepted.</summary>
    public static Room Does(this Room room, RoomAction action, double secondsAfterNoon = 0)
    {
        var decision = room.Decides(action, secondsAfterNoon);
        Assert.Null(decision.Refusal);
        return decision.Events.Aggregate(room, (state, happened) => state.Apply(happened));
    }

    /// <summary>The code of the refusal; null when it was accepted.</summary>
    public static string? Refuses(this Room room, RoomAction action, double secondsAfterNoon = 0) => room.Decides(action, secondsAfterNoon).Refusal?.Code;

    public static T? Shows<T>(this Room room, T happened, Actor to) where T : RoomEvent => (T?)room.Show(happened, room.EyesOf(to));

    public static Snapshot SeenBy(this Room room, Actor viewer) => Snapshot.Of(room, room.EyesOf(viewer), 0);
}

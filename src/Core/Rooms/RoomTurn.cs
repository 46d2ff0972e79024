using Webinars.Log;
using Webinars.Storage;

namespace Webinars.Rooms;

/// <summary>The actions that wait for a room, decided one after the other against the state that those before have left.</summary>
internal sealed class RoomTurn(Guid id, Room known, IReadOnlyList<RoomAction> actions, DateTimeOffset now) : ITurn
{
    private readonly Refusal?[] _refusals = new Refusal?[actions.Count];

    public Guid Room => id;

    public long Known => known.Position;

    public IReadOnlyList<ReceiptKey?> Receipts { get; } = [.. actions.Select(KeyOf)];

    public static ReceiptKey KeyOf(RoomAction action) => new($"{action.By.Id:N}.{action.ClientId}", action.Digest());

    /// <summary>Of an action that has no entry; null when it changed nothing.</summary>
    public Refusal? RefusalOf(int action) => _refusals[action];

    public IReadOnlyList<TurnEntry> Decide(IReadOnlyList<StoredEvent> unseen, IReadOnlyList<int> indexes)
    {
        var room = unseen.Aggregate(known, (state, stored) => state.Apply(RoomEventJson.Read(stored)));
        var entries = new List<TurnEntry>(indexes.Count);
        foreach (var index in indexes)
        {
            var decision = Decide(room, actions[index]);
            _refusals[index] = decision.Refusal;
            var happened = new List<string>(1);
            List<NewDelivery> heard = [];
            foreach (var decided in decision.Events)
            {
                var happens = decided with { Position = room.Position + 1, By = room.Known(actions[index].By), At = now };
                var before = room;
                room = room.Apply(happens);
                heard.AddRange(HeardOutside.Of(id, happens, before, room));
                happened.Add(RoomEventJson.Write(happens));
            }

            if (happened.Count > 0)
            {
                entries.Add(new TurnEntry(index, happened, decision.Documents ?? [], heard));
            }
        }

        return entries;
    }

    /// <summary>Who may do it is asked here, once for every action, of the role that the person has at this moment.</summary>
    private Decision Decide(Room room, RoomAction action)
    {
        var by = room.Known(action.By);
        if (room.Moderation.IsBanned(by.Id))
        {
            return Refusal.Banned;
        }

        return by.Can(action.Needs) ? (action with { By = by }).Decide(room, now) : Refusal.NotAllowed;
    }
}

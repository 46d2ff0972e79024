using Webinars.Log;
using Webinars.Rooms.Chat;

namespace Webinars.Rooms.Moderation.Sanctions;

/// <param name="Terms">Never served: they name an anonymous asker.</param>
/// <param name="Sanction">Not stored.</param>
public sealed record PersonSanctioned(SanctionTerms? Terms, SanctionView? Sanction = null) : LiveEvent, IModerating
{
    private Sanction Imposed => new(Position, At, By!, Terms!, Terms!.RemovesMessages ? Position - 1 : 0);

    public override Room ApplyTo(Room room) => room with
    {
        Moderation = room.Moderation.Add(Imposed),
        Chat = Terms!.RemovesMessages ? room.Chat.PutAway(Terms.Person.Id) : room.Chat,
    };

    public override IEnumerable<Guid> Concerns(Room room) => [Terms!.Person.Id];

    public override RoomEvent? SeenBy(Viewer viewer, Room room) => viewer.Moderates || viewer.Id == Terms!.Person.Id
        ? this with { Terms = null, Sanction = SanctionView.Of(room.Moderation.Find(Position) ?? Imposed) }
        : null;
}

/// <param name="PersonId">Never served: it may be an anonymous asker's.</param>
public sealed record SanctionLifted(long SanctionId, Guid? PersonId) : LiveEvent, IModerating
{
    public override Room ApplyTo(Room room) => room with { Moderation = room.Moderation.Lift(SanctionId) };

    public override IEnumerable<Guid> Concerns(Room room) => [PersonId!.Value];

    public override RoomEvent? SeenBy(Viewer viewer, Room room) => viewer.Moderates || viewer.Id == PersonId ? this with { PersonId = null } : null;
}

/// <summary>Tells everybody, who may not know of the sanction that did it.</summary>
/// <param name="UpTo">All of that person's messages up to this position.</param>
public sealed record MessagesRemoved(Guid PersonId, long UpTo) : LiveEvent
{
    public override Room ApplyTo(Room room) => room;
}

/// <summary>Tells everybody, who may not know that a sanction was lifted.</summary>
/// <param name="Messages">Not stored: those among the last 100, as they are now.</param>
public sealed record MessagesRestored(Guid PersonId, IReadOnlyList<MessageView>? Messages = null) : LiveEvent
{
    public override Room ApplyTo(Room room) => room;

    public override RoomEvent? SeenBy(Viewer viewer, Room room) => this with
    {
        Messages = [.. Newest(room).Select(message => MessageView.Restored(message, room, viewer))],
    };

    public override IEnumerable<Guid> Concerns(Room room) => Newest(room).SelectMany(message => room.Chat.ReactorsTo(message.Position));

    public override IEnumerable<Total> Moves(Room room) => Newest(room)
        .Where(message => room.Chat.Amended.ContainsKey(message.Position))
        .Select(message => new Total(Counted.Message, message.Position));

    private IEnumerable<MessagePosted> Newest(Room room) => room.Chat.Last(Snapshot.MessagesShown).Where(message => message.By!.Id == PersonId);
}

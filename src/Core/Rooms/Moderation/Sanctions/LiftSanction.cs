using Webinars.People;

namespace Webinars.Rooms.Moderation.Sanctions;

/// <summary>Undoes a mute or ban, and what it removed. Refused: not-found, not-allowed (one's own).</summary>
public sealed record LiftSanction(Actor By, string ClientId, long SanctionId) : RoomAction(By, ClientId)
{
    public override Capability Needs => Capability.Sanction;

    protected override string Said => $"{SanctionId}";

    public override Decision Decide(Room room, DateTimeOffset now)
    {
        if (room.Moderation.Find(SanctionId) is not { } sanction)
        {
            return Refusal.NotFound;
        }

        var person = sanction.Terms.Person.Id;
        return person == By.Id ? Refusal.NotAllowed
            : sanction.RemovedUpTo > 0 ? new LiveEvent[] { new SanctionLifted(SanctionId, person), new MessagesRestored(person) }
            : new SanctionLifted(SanctionId, person);
    }
}

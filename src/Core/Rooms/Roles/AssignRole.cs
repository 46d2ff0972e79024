using Webinars.People;

namespace Webinars.Rooms.Roles;

/// <summary>
/// Gives somebody another role in this webinar, below one's own. Refused: not-found (nobody here knows that person), not-allowed (a host by another than the owner,
/// the owner by anybody), invalid.
/// </summary>
/// <param name="Name">Of the person, as the room knows it; null when they never came.</param>
public sealed record AssignRole(Actor By, string ClientId, Guid PersonId, Role Role, string? Name) : RoomAction(By, ClientId)
{
    /// <summary>Hosts have one; who came by a personal link alone rises no higher than moderator.</summary>
    public bool HasAccount { get; init; } = true;

    public override Capability Needs => Capability.AssignRoles;

    protected override string Said => $"{PersonId} {Role}";

    public override RoomAction Checked() =>
        Enum.IsDefined(Role) ? this : throw new RefusedException(Refusal.Invalid("role", "attendee, panelist, moderator or host."));

    public override Decision Decide(Room room, DateTimeOffset now)
    {
        if (Name is null)
        {
            return Refusal.NotFound;
        }

        var before = room.RoleOf(PersonId);
        if (before >= By.Role || Role >= By.Role || (Role >= Role.Host && !HasAccount))
        {
            return Refusal.NotAllowed;
        }

        return before == Role ? Decision.Unchanged : new RoleChanged(new Actor(PersonId, Name, Role));
    }
}

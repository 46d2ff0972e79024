using Webinars.People;

namespace Webinars.Rooms.Roles;

/// <summary>Who was invited to a role comes for the first time. Asked for whenever they come, and done once: what a host takes away stays away.</summary>
/// <param name="By">Whose webinar it is.</param>
/// <param name="Person">With the role that was offered; a higher one stays.</param>
public sealed record GiveInvitedRole(Actor By, string ClientId, Actor Person) : RoomAction(By, ClientId)
{
    public override Capability Needs => Capability.AssignRoles;

    /// <summary>Nobody asks for it by hand.</summary>
    public override Limited? Limit => null;

    protected override string Said => $"{Person.Id}";

    /// <summary>An event in any case: only what has one is remembered as done.</summary>
    public override Decision Decide(Room room, DateTimeOffset now) =>
        new RoleChanged(room.RoleOf(Person.Id) is var role && role > Person.Role ? Person with { Role = role } : Person);
}

using Webinars.People;
using Webinars.Rooms.Moderation;

namespace Webinars.Rooms.Roles;

/// <param name="Person">With the new role.</param>
public sealed record RoleChanged(Actor Person) : LiveEvent, IModerating
{
    public override Room ApplyTo(Room room) => room with { Roles = room.Roles.SetItem(Person.Id, Person.Role) };
}

using Webinars.People;
using Webinars.Registering;
using Webinars.Scheduling;

namespace Webinars.Rooms.Roles;

/// <summary>Gives people the role that they were invited to, with their first visit.</summary>
public sealed class InvitedRoles(LiveRooms rooms, RegistrationStore registrations)
{
    /// <returns>The role that this person has now.</returns>
    /// <param name="role">That they had before.</param>
    public async Task<Role> Give(Webinar webinar, Person person, Role role, CancellationToken ct)
    {
        if (role is Role.Owner || await registrations.GetByPerson(webinar.Id, person.Id, ct) is not { HasSeat: true } one)
        {
            return role;
        }

        // As a guest and with the account they are one: what a host gave or took here holds there.
        var room = await rooms.Open(webinar.Id).WaitAsync(ct);
        var isGuest = one.GuestId == person.Id;
        var other = (isGuest ? one.PersonId : one.GuestId) ?? Guid.Empty;
        var offered = room.State.Roles.TryGetValue(other, out var known) ? known : one.Formerly.Count == 0 ? one.Role ?? Role.Attendee : Role.Attendee;
        // Who takes a registration over takes no role with it.
        if (isGuest && offered > Role.Moderator)
        {
            offered = Role.Moderator;
        }

        if (offered is Role.Attendee)
        {
            return role;
        }

        var owner = new Actor(webinar.HostId, webinar.HostName, Role.Owner);
        await room.Post(new GiveInvitedRole(owner, $"invited-{person.Id:N}", new Actor(person.Id, person.Name, offered)));
        return room.State.RoleOf(person.Id);
    }
}

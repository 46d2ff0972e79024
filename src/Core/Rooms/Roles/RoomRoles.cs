using Webinars.People;
using Webinars.Scheduling;

namespace Webinars.Rooms.Roles;

/// <summary>Roles as the room's log tells them, for what is done outside the room.</summary>
public sealed class RoomRoles(LiveRooms rooms) : IRoles
{
    public async Task<Role?> Of(Webinar webinar, Guid person, CancellationToken ct)
    {
        if (webinar.RoleOf(person) is Role.Owner)
        {
            return Role.Owner;
        }

        var room = (await rooms.Open(webinar.Id).WaitAsync(ct)).State;
        return room.Moderation.IsBanned(person) ? null : room.RoleOf(person);
    }

    public async Task<bool> IsBanned(Guid webinar, Guid person, CancellationToken ct) =>
        (await rooms.Open(webinar).WaitAsync(ct)).State.Moderation.IsBanned(person);
}

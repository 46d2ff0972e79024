using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.Presence;
using Webinars.Rooms.Roles;

namespace Webinars.Hubs;

public sealed partial class RoomHub
{
    public async Task<Receipt> AssignRole(string clientId, Guid personId, Role role, VisitStore visits, PersonStore people) =>
        await Room.Post(new AssignRole(You, clientId, personId, role, await visits.NameOf(Room, You, personId, Context.ConnectionAborted))
        {
            HasAccount = (await people.Get(personId, Context.ConnectionAborted))?.Subject is not null,
        });

    public Roster Roster(string? search, string? after, int limit)
    {
        Room.Take(You.Id, Limited.History);
        return Rooms.Presence.Roster.Read(Room, You, search, after, limit);
    }
}

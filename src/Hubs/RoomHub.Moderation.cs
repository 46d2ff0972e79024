using Webinars.Log;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.Chat;
using Webinars.Rooms.Moderation;
using Webinars.Rooms.Moderation.Sanctions;

namespace Webinars.Hubs;

public sealed partial class RoomHub
{
    public async Task<Receipt> Sanction(string clientId, SanctionRequest sanction, PersonStore people, ReadHistory history)
    {
        // Before the store is asked: who may not sanction anybody shall not keep it busy.
        Room.Take(You.Id, Limited.Look);
        return await Room.Post(new SanctionPerson(You, clientId, sanction)
        {
            Named = sanction?.PersonId is { } person ? await people.Get(person, Context.ConnectionAborted) : null,
            Older = sanction?.MessageId is { } message ? await history.Older(Room, You, message, Context.ConnectionAborted) : null,
        });
    }

    public Task<Receipt> LiftSanction(string clientId, long sanctionId) => Room.Post(new LiftSanction(You, clientId, sanctionId));

    public Task<Receipt> ChangeSettings(string clientId, RoomSettings settings) => Room.Post(new ChangeSettings(You, clientId, settings));

    public IReadOnlyList<RoomEvent> Audit(long before, int limit)
    {
        Room.Take(You.Id, Limited.Look);
        return ReadAudit.Run(Room.State, Me.Viewer, before, limit);
    }
}

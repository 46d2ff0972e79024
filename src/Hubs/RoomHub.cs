using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Webinars.Log;
using Webinars.People;
using Webinars.Rooms;

namespace Webinars.Hubs;

/// <summary>The door of sockets: who, what, which verb, answer. Connecting has joined the room already.</summary>
[Authorize(AuthenticationSchemes = TicketAuthentication.Scheme)]
public sealed partial class RoomHub(Limits limits) : Hub<IRoomClient>
{
    private Member Me => Member.Of(Context.Items);

    private Actor You => Me.You;

    private LiveRoom Room => Me.Pump.Room;

    /// <summary>Where a call goes whose arguments do not fit its method.</summary>
    public void Malformed() => throw new RefusedException(Refusal.Invalid("arguments", "The arguments do not fit the method."));

    public async Task<Straight<Resumption>> Resume(long? position, string? epoch, RoomLog log, TimeProvider time)
    {
        Room.Take(You.Id, Limited.Resume);

        // Who moves here from a node that was ahead of this one shall not need the whole room for it.
        await ReachPosition.Run(Room, epoch == Room.Epoch ? position ?? 0 : 0, log, time, Context.ConnectionAborted);
        var me = Me;
        return new Straight<Resumption>(call => me.Answer(call, position, epoch));
    }
}

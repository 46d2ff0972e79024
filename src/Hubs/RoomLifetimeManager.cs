using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Webinars.Hubs.Wires;

namespace Webinars.Hubs;

/// <summary>SignalR's own book of connections, and beside it who is in which room: that is where log frames go, past every await.</summary>
internal sealed class RoomLifetimeManager(RoomPumps pumps, StillWelcome welcome, ILogger<DefaultHubLifetimeManager<RoomHub>> logger) : DefaultHubLifetimeManager<RoomHub>(logger)
{
    public override async Task OnConnectedAsync(HubConnectionContext connection)
    {
        await base.OnConnectedAsync(connection);
        var (webinar, you, session) = TicketAuthentication.Read(connection.User);
        var member = await pumps.Join(connection, connection.GetHttpContext()!.Features.GetRequiredFeature<Wire>(), webinar, you, session);

        // The ticket may be older than the end of its sign-in, or of its seat. Asked only now: an end that comes later finds this connection in the book.
        await welcome.Check(member, connection.ConnectionAborted);
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        if (Member.Find(connection.Items) is { } member)
        {
            member.Pump.Remove(member);
        }

        return base.OnDisconnectedAsync(connection);
    }
}

using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;

namespace Webinars.Hubs;

/// <summary>SignalR's own book of connections, and beside it who is in which room: that is where log frames go, past every await.</summary>
internal sealed class RoomLifetimeManager(RoomPumps pumps, ILogger<DefaultHubLifetimeManager<RoomHub>> logger) : DefaultHubLifetimeManager<RoomHub>(logger)
{
    public override async Task OnConnectedAsync(HubConnectionContext connection)
    {
        await base.OnConnectedAsync(connection);
        var (webinar, you, session) = TicketAuthentication.Read(connection.User);
        await pumps.Join(connection, webinar, you, session);
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

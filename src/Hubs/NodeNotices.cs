using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webinars.Nodes;
using Webinars.People;
using Webinars.Rooms;

namespace Webinars.Hubs;

/// <summary>Tells those on this node at once, and through the backplane the other nodes, each of which tells its own: who may hear it is decided where they are, when it arrives.</summary>
internal sealed class NodeNotices(RoomPumps pumps, HubLifetimeManager<NodeHub> backplane, IHubProtocolResolver protocols, INodeChannel others, TimeProvider time, ILoggerFactory loggers)
    : BackgroundService, IRoomNotices
{
    private const string Nodes = "nodes";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly NodeEar _ear = new(Guid.NewGuid(), protocols.GetProtocol("json", null)!, pumps.Tell, loggers);
    private volatile bool _connected;

    public void Tell(Guid webinar, Capability who, Notice notice)
    {
        pumps.Tell(webinar, who, notice);
        if (others.Link is NodeLink.Up)
        {
            _ = TellOthers(webinar, who, notice);
        }
    }

    /// <summary>Comes into the backplane's book when nodes hear each other for the first time; from then on it keeps itself there.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (others.Link is not NodeLink.Alone && !_connected)
        {
            if (others.Link is NodeLink.Up)
            {
                await Connect();
            }

            await Task.Delay(Patience, time, stoppingToken);
        }
    }

    private async Task Connect()
    {
        try
        {
            await backplane.OnConnectedAsync(_ear);
            await backplane.AddToGroupAsync(_ear.ConnectionId, Nodes);
            _connected = true;
        }
        catch (Exception)
        {
            // Gone again in this moment. The channel between nodes says so in the log; the next round tries again.
        }
    }

    private async Task TellOthers(Guid webinar, Capability who, Notice notice)
    {
        try
        {
            await backplane.SendGroupExceptAsync(Nodes, nameof(INodeClient.Notice), [webinar, who, notice], [_ear.ConnectionId]);
        }
        catch (Exception)
        {
            // A notice may be lost; who is told of it here has been told.
        }
    }
}

using Microsoft.Extensions.Hosting;
using Webinars.Telemetry;

namespace Webinars.Hubs;

/// <summary>What is measured of the connections of this node when somebody asks.</summary>
internal sealed class PumpGauges(RoomPumps pumps) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Instruments.Meter.CreateObservableGauge("webinars.connections", () => pumps.All().Sum(pump => pump.Members.Count), "{connection}", "Sockets in rooms.");
        Instruments.Meter.CreateObservableGauge("webinars.pump.lag", () => pumps.All().Select(pump => pump.Lag).DefaultIfEmpty().Max(), "{event}", "Events that this node has heard of and not served, in the room where that is most.");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Webinars.Nodes;
using Webinars.Telemetry;

namespace Webinars.Rooms;

/// <summary>What is measured of the rooms of this node when somebody asks.</summary>
public sealed class RoomGauges(LiveRooms rooms, INodeChannel others) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var meter = Instruments.Meter;
        meter.CreateObservableGauge("webinars.rooms.open", () => rooms.All.Count(), "{room}", "Rooms in the memory of this node.");
        meter.CreateObservableGauge("webinars.rooms.load", Loads, "{room}", "Rooms on each step of load shedding.");
        meter.CreateObservableGauge("webinars.people", () => rooms.All.Sum(room => room.Presence.People), "{person}", "People in the rooms of this node.");
        meter.CreateObservableGauge("webinars.node.link", () => others.Link is NodeLink.Down ? 0 : 1, null, "1: this node hears the others, or is alone; 0: it does not.");
        Instruments.BeginAtZero();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<Measurement<int>> Loads()
    {
        var steps = rooms.All.CountBy(room => room.Load).ToDictionary();
        return Enum.GetValues<Load>().Select(step => new Measurement<int>(steps.GetValueOrDefault(step), Instruments.Tag("step", step.ToString().ToLowerInvariant())));
    }
}

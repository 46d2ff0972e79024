using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webinars.Hubs.Wires;
using Webinars.Nodes;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.LoadShedding;

namespace Webinars.Hubs;

/// <summary>The pumps of all rooms that have somebody in them on this node.</summary>
internal sealed class RoomPumps(LiveRooms rooms, INodeChannel others, LoadThresholds thresholds, TimeProvider time, ILogger<RoomPumps> logger)
    : BackgroundService, IRoomConnections
{
    private static readonly TimeSpan KeepEmpty = TimeSpan.FromMinutes(5);
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, RoomPump> _pumps = [];

    public IEnumerable<Member> Members => All().SelectMany(pump => pump.Members);

    public async Task<Member> Join(HubConnectionContext connection, Wire wire, Guid webinar, Actor you, string? session)
    {
        while (true)
        {
            var room = await rooms.Open(webinar);
            lock (_gate)
            {
                if (room.IsClosed)
                {
                    continue;
                }

                if (!_pumps.TryGetValue(webinar, out var pump))
                {
                    _pumps.Add(webinar, pump = new RoomPump(room, thresholds, time, logger));
                }

                var member = new Member(connection, wire, pump, you, session);
                member.Attach();
                pump.Add(member);
                return member;
            }
        }
    }

    public void EndSession(string session) => End(new SessionEnded(session));

    public void EndPerson(Guid person) => End(new PersonEnded(person));

    public void EndIn(Guid webinar, Guid person) => End(new SeatEnded(webinar, person));

    /// <inheritdoc cref="IRoomNotices.Tell"/>
    public void Tell(Guid webinar, Capability who, Notice notice)
    {
        var message = new SharedFrame(nameof(IRoomClient.Notice), notice);
        foreach (var pump in All().Where(pump => pump.Room.Id == webinar))
        {
            var room = pump.Room.State;
            foreach (var member in pump.Members.Where(member => room.Known(member.You).Can(who)))
            {
                member.Tell(message);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        others.Heard += Hear;
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            lock (_gate)
            {
                foreach (var pump in _pumps.Values.Where(pump => pump.IsEmpty && pump.EmptySince <= time.GetUtcNow() - KeepEmpty).ToList())
                {
                    _pumps.Remove(pump.Room.Id);
                    pump.Dispose();
                    rooms.Release(pump.Room);
                }

                rooms.ReleaseUnused(_pumps.ContainsKey);
            }
        }
    }

    private void End(NodeNews what)
    {
        Hear(what);
        others.Tell(what);
    }

    private void Hear(NodeNews news)
    {
        switch (news)
        {
            case SessionEnded ended:
                Close(member => member.Session == ended.Session);
                break;
            case PersonEnded ended:
                Close(member => member.You.Id == ended.Person);
                break;
            case SeatEnded ended:
                Close(member => member.Pump.Room.Id == ended.Webinar && member.You.Id == ended.Person);
                break;
        }
    }

    private void Close(Func<Member, bool> which)
    {
        foreach (var member in Members.Where(which))
        {
            member.Close();
        }
    }

    public List<RoomPump> All()
    {
        lock (_gate)
        {
            return [.. _pumps.Values];
        }
    }
}

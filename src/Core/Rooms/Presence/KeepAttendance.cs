using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webinars.Nodes;
using Webinars.Storage;

namespace Webinars.Rooms.Presence;

/// <summary>
/// Writes down who came and went, many at once and behind everybody's back: nobody who joins waits for it.
/// While anybody is here it tells that this node lives; visits on a node that does not are ended at its last sign of life.
/// </summary>
public sealed partial class KeepAttendance : BackgroundService
{
    private const int AtOnce = 250;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<Movement> _news = new();
    private readonly List<Movement> _pending = [];
    private readonly HashSet<(Guid Webinar, Guid Person)> _here = [];
    private readonly VisitStore _visits;
    private readonly NodesBook _nodes;
    private readonly Guid _node;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private DateTimeOffset _sweptAt;

    public KeepAttendance(LiveRooms rooms, VisitStore visits, NodesBook nodes, TimeProvider time, ILogger<KeepAttendance> logger)
    {
        (_visits, _nodes, _node, _time, _logger) = (visits, nodes, nodes.Self.Node, time, logger);
        rooms.Moved += _news.Enqueue;
    }

    /// <summary>One round; also what a test calls after it has moved the clock.</summary>
    public async Task Round(CancellationToken ct)
    {
        var now = _time.GetUtcNow();
        if (now - _sweptAt >= NodesBook.Beat)
        {
            await Sweep(ct);
            _sweptAt = now;
        }

        await Write(ct);
        if (_here.Count > 0)
        {
            await _nodes.Save([], ct);
        }
    }

    /// <summary>An orderly end: what is pending is written, and nobody is here any more.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await OrLog(async () =>
        {
            Note();
            var now = _time.GetUtcNow();
            _pending.AddRange(_here.Select(one => new Movement(one.Webinar, one.Person, "", false, now)));
            await Write(cancellationToken);
            await _nodes.Leave(cancellationToken);
        });
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, _time);
        do
        {
            await OrLog(() => Round(stoppingToken));
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Note()
    {
        while (_news.TryDequeue(out var moved))
        {
            _pending.Add(moved);
            _ = moved.Came ? _here.Add((moved.Webinar, moved.Person)) : _here.Remove((moved.Webinar, moved.Person));
        }
    }

    private async Task Write(CancellationToken ct)
    {
        Note();
        while (_pending.Count > 0)
        {
            var people = _pending.GroupBy(moved => (moved.Webinar, moved.Person)).Take(AtOnce).ToDictionary(one => one.Key, one => one.ToList());
            await Retry.WhenStale(async () =>
            {
                var puts = new List<Put>();
                foreach (var ((webinar, person), moves) in people)
                {
                    puts.AddRange(Changed(await _visits.Last(webinar, person, ct), moves).Select(VisitStore.ToPut));
                }

                // A visit that is open is never saved without its node's sign of life.
                await _nodes.Save(puts, ct);
                return true;
            });
            _pending.RemoveAll(moved => people.ContainsKey((moved.Webinar, moved.Person)));
        }
    }

    /// <summary>The visits that these moves of one person change. The same moves once more change nothing: an unknown outcome may be asked for again.</summary>
    private IEnumerable<Visit> Changed(Visit? last, List<Movement> moves)
    {
        var (visit, saved) = (last, last);
        foreach (var moved in moves)
        {
            var next = moved.Came ? Visit.After(visit, moved, _node) : visit?.Leave(_node, moved.At);
            if (visit is not null && visit != saved && next!.JoinedAt != visit.JoinedAt)
            {
                yield return visit;
                saved = null;
            }

            visit = next;
        }

        if (visit is not null && visit != saved)
        {
            yield return visit;
        }
    }

    private async Task Sweep(CancellationToken ct)
    {
        foreach (var dead in await _nodes.Dead(AtOnce, ct))
        {
            await OrLog(async () =>
            {
                while (await _visits.OpenOn(dead.Node, AtOnce, ct) is { Count: > 0 } open)
                {
                    await _visits.Save(open.Select(visit => VisitStore.ToPut(visit.Leave(dead.Node, dead.AliveAt))), ct);
                }

                await _visits.Save([NodesBook.Gone(dead)], ct);
            });
        }
    }

    private async Task OrLog(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (StaleDocumentException)
        {
            // Another node is at the same visits; the next round sees what is left.
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Log.Failed(_logger, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Attendance could not be written; the next round tries again")]
        public static partial void Failed(ILogger logger, Exception error);
    }
}

using System.Text.Json.Nodes;
using Webinars.Sandbox.Knock.Feeds;
using Webinars.Sandbox.Knock.Socket;
using Webinars.Sandbox.Knock.Webhooks;

namespace Webinars.Sandbox.Knock.Schedules;

/// <summary>Triggers what is due: looks at the clock ten times a second, so that a clock that jumps is obeyed too. What came several times meanwhile is told once.</summary>
internal sealed class Scheduler(SandboxFile<KnockState> file, KnockKeys keys, KnockEvents events, FeedSockets sockets, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await look.WaitForNextTickAsync(stoppingToken))
        {
            var now = time.GetUtcNow();
            if (file.Read(state => state.Schedules.Exists(x => x.NextAt <= now)))
            {
                sockets.Tell(file.Change(state => state.Schedules.Where(x => x.NextAt <= now).SelectMany(x => Run(x, state, now)).ToList()));
            }
        }
    }

    private List<Message> Run(Schedule schedule, KnockState state, DateTimeOffset now)
    {
        schedule.LastAt = schedule.NextAt;
        schedule.PlanNext(now, now, state.ZoneOf(schedule.UserId));
        var trigger = new Trigger([Named(schedule.UserId)], Maybe(schedule.Actor), Maybe(schedule.Tenant), (JsonObject)schedule.Data.DeepClone());
        return trigger.Run(schedule.Workflow, Guid.NewGuid().ToString(), state, keys.FeedChannelId, events, now);
    }

    private static Reference Named(string id) => new(id, null);

    private static Reference? Maybe(string? id) => id is null ? null : Named(id);
}

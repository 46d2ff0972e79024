using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Webinars.Core.Tests;
using Webinars.Hubs;
using Webinars.Log;
using Webinars.Nodes;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.Chat;
using Webinars.Rooms.LoadShedding;
using Webinars.Scheduling;
using Webinars.Storage;
using Webinars.Telemetry;

namespace Webinars.Web.Tests.Seen;

/// <summary>Two nodes over one store, each with its pump; what is done is followed from the socket's call to the frames.</summary>
public sealed class TraceTests : IDisposable
{
    private static readonly ActivitySource Browser = new("tests.browser");
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly MemoryStore _memory = new();
    private readonly Guid _room = Guid.NewGuid();
    private readonly ActivityListener _listener;

    public TraceTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is Traces.Name or "tests.browser",
            Sample = (ref options) => options.Tags?.Any(tag => tag.Key == "unseen") is true ? ActivitySamplingResult.PropagationData : ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task A_message_is_one_trace_from_the_call_to_the_frames_of_both_nodes()
    {
        var (one, other) = await TwoNodes();
        using var here = one.Pump;
        using var there = other.Pump;
        ActivityTraceId trace;
        using (var call = Browser.StartActivity("call")!)
        {
            trace = call.TraceId;
            await one.Room.Post(new PostMessage(Ada, "c1", "Hello", null, null));
        }

        var spans = await Ended(trace, 6);
        Assert.Equal(["call", "room.frame", "room.frame", "room.read", "room.turn", "store.commit"], spans.Select(span => span.OperationName).Order());
        var turn = spans.Single(span => span.OperationName == "room.turn");
        var read = spans.Single(span => span.OperationName == "room.read");
        Assert.Equal(turn.SpanId, spans.Single(span => span.OperationName == "store.commit").ParentSpanId);
        Assert.Equal(turn.SpanId, read.ParentSpanId);
        Assert.True(read.HasRemoteParent);
        Assert.Equal(new[] { turn.SpanId, read.SpanId }.ToHashSet(), spans.Where(span => span.OperationName == "room.frame").Select(span => span.ParentSpanId).ToHashSet());

        // The log is for ever, a trace is not.
        Assert.DoesNotContain(await _memory.ReadLog(_room, 0, 100, default), stored => stored.Json.Contains(trace.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Actions_that_share_a_turn_are_linked_to_it()
    {
        var (one, other) = await TwoNodes();
        using var here = one.Pump;
        using var there = other.Pump;
        var posted = new List<Task>();
        var traces = new HashSet<ActivityTraceId>();
        for (var i = 0; i < 50; i++)
        {
            using var call = Browser.StartActivity(ActivityKind.Client, parentContext: default, name: "call")!;
            traces.Add(call.TraceId);
            posted.Add(one.Room.Post(new PostMessage(Ada, $"c{i}", "Hello", null, null)));
        }

        await Task.WhenAll(posted);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!Reached("room.turn").SetEquals(traces))
        {
            await Task.Delay(20, limit.Token);
        }

        HashSet<ActivityTraceId> Reached(string name) =>
            [.. _spans.Where(span => span.OperationName == name).SelectMany(span => span.Links.Select(link => link.Context.TraceId).Append(span.TraceId)).Where(traces.Contains)];
    }

    [Fact]
    public async Task What_the_sampler_left_out_makes_no_span()
    {
        var (one, other) = await TwoNodes();
        using var here = one.Pump;
        using var there = other.Pump;
        ActivityTraceId unseen, seen;
        using (var call = Browser.StartActivity("call", ActivityKind.Client, default(ActivityContext), [new("unseen", true)])!)
        {
            unseen = call.TraceId;
            await one.Room.Post(new PostMessage(Ada, "c1", "Hello", null, null));
        }

        // A frame of both would be of one of them.
        await Until(() => other.Room.State.Position == one.Room.State.Position && one.Pump.Lag == 0 && other.Pump.Lag == 0);

        using (var call = Browser.StartActivity("call")!)
        {
            seen = call.TraceId;
            await one.Room.Post(new PostMessage(Ada, "c2", "Hello again", null, null));
        }

        await Ended(seen, 6);
        Assert.All(_spans.Where(span => span.TraceId == unseen), span => Assert.Equal("call", span.OperationName));
    }

    private static Actor Ada { get; } = new(Guid.NewGuid(), "Ada", Role.Owner);

    private async Task<((LiveRoom Room, RoomPump Pump) One, (LiveRoom Room, RoomPump Pump) Other)> TwoNodes()
    {
        await new RoomLog(_memory).Append(_room, [new StatusChanged(WebinarStatus.Live, 1) { At = TimeProvider.System.GetUtcNow() }], new Batch(), default);
        var (one, other) = (new Line(), new Line());
        (one.Other, other.Other) = (other, one);
        return (await Node(one), await Node(other));
    }

    private async Task<(LiveRoom Room, RoomPump Pump)> Node(Line line)
    {
        var limits = new Limits { ChatPerTenSeconds = 0 };
        var rooms = new LiveRooms(new RoomLog(new MeasuredStore(_memory)), new RateLimits(limits, TimeProvider.System), line, TimeProvider.System);
        var room = await rooms.Open(_room);
        return (room, new RoomPump(room, new LoadThresholds(), TimeProvider.System, NullLogger.Instance));
    }

    private static async Task Until(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!holds())
        {
            await Task.Delay(20, limit.Token);
        }
    }

    private async Task<List<Activity>> Ended(ActivityTraceId trace, int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (_spans.Count(span => span.TraceId == trace) < count)
        {
            await Task.Delay(20, limit.Token);
        }

        return [.. _spans.Where(span => span.TraceId == trace)];
    }

    /// <summary>What one node tells the other hears, as JSON between them.</summary>
    private sealed class Line : INodeChannel
    {
        private readonly ConcurrentDictionary<Guid, Action<RoomNews>> _heard = new();

        public event Action? Restored
        {
            add { }
            remove { }
        }

        public event Action<NodeNews>? Heard
        {
            add { }
            remove { }
        }

        public Line? Other { get; set; }

        public NodeLink Link => NodeLink.Up;

        public void Tell(NodeNews news)
        {
        }

        public void Tell(Guid room, RoomNews news)
        {
            var sent = System.Text.Json.JsonSerializer.Serialize(news);
            if (Other!._heard.TryGetValue(room, out var hear))
            {
                using (ExecutionContext.SuppressFlow())
                {
                    _ = Task.Run(() => hear(System.Text.Json.JsonSerializer.Deserialize<RoomNews>(sent)!));
                }
            }
        }

        public IDisposable Follow(Guid room, Action<RoomNews> heard)
        {
            _heard[room] = heard;
            return new MemoryStream();
        }
    }
}

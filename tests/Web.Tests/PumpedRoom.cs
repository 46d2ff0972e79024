using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Webinars.Storage;
using Webinars.Core.Tests;
using Webinars.Hubs;
using Webinars.Log;
using Webinars.Nodes;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.Chat;
using Webinars.Rooms.LoadShedding;
using Webinars.Scheduling;

namespace Webinars.Web.Tests;

/// <summary>A room with its real pump, under a clock that stands still until it is moved; people listen at the wire.</summary>
internal sealed class PumpedRoom : IDisposable
{
    private readonly Guid _id = Guid.NewGuid();

    private PumpedRoom()
    {
    }

    public static Actor Ada { get; } = new(Guid.NewGuid(), "Ada", Role.Owner);

    public static Actor Pam { get; } = new(Guid.NewGuid(), "Pam", Role.Panelist);

    public static Actor Bob { get; } = new(Guid.NewGuid(), "Bob", Role.Attendee);

    public static Actor Cy { get; } = new(Guid.NewGuid(), "Cy", Role.Attendee);

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2027, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public RoomLog Log { get; } = new(new MemoryStore());

    public LiveRoom Room { get; private set; } = null!;

    public RoomPump Pump { get; private set; } = null!;

    /// <summary>How busy the room is said to be.</summary>
    public double Busy { get; set; }

    public static async Task<PumpedRoom> Open(LoadThresholds? thresholds = null)
    {
        var pumped = new PumpedRoom();
        await pumped.Happen(new StatusChanged(WebinarStatus.Scheduled, 1) { At = pumped.Time.GetUtcNow() });
        var limits = new Limits { ChatPerTenSeconds = 0, VotesPerSecond = 0, QuestionEverySeconds = 0, ActionsPerSecond = 0 };
        pumped.Room = await new LiveRooms(pumped.Log, new RateLimits(limits, pumped.Time), new OnlyNode(), pumped.Time).Open(pumped._id);
        pumped.Pump = new RoomPump(pumped.Room, thresholds ?? new LoadThresholds(), pumped.Time, NullLogger.Instance, () => pumped.Busy);
        return pumped;
    }

    public static MessagePosted Said(Actor by, string text) => new("c", text) { By = by };

    public Task Happen(params RoomEvent[] events) => Log.Append(_id, events, new Batch(), CancellationToken.None);

    public async Task<int> Logged() => (await Log.Read(_id, 0, int.MaxValue, CancellationToken.None)).Count;

    /// <param name="holds">How many bytes go out while nobody reads; 0: as many as there are.</param>
    public Wire Join(Actor who, int holds = 0)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: holds, resumeWriterThreshold: Math.Min(1, holds)));
        var transport = new Duplex(new Pipe().Reader, pipe.Writer);
        var connection = new HubConnectionContext(new DefaultConnectionContext("c-1", transport, transport), new HubConnectionContextOptions(), NullLoggerFactory.Instance);
        var member = new Member(connection, SentFrames.Open(pipe, Time).GetAwaiter().GetResult(), Pump, who, null);
        Pump.Add(member);
        return new Wire(this, member, connection, pipe.Reader);
    }

    /// <summary>Moves the clock on until it holds; a moment of real time for each move, in which the room works.</summary>
    public async Task Until(Func<bool> holds, int milliseconds = 50)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!holds())
        {
            Time.Advance(TimeSpan.FromMilliseconds(milliseconds));
            await Task.Delay(5, limit.Token);
        }
    }

    /// <summary>So busy that it takes this step, and goes no further.</summary>
    public async Task Reach(Load step)
    {
        Busy = step is Load.Normal ? 0 : 1;
        await Until(() => Room.Load == step, 250);
        Busy = (new LoadThresholds().Below(step) ?? 0) + 0.01;
    }

    public void Dispose() => Pump.Dispose();

    /// <summary>What one browser was sent.</summary>
    public sealed class Wire(PumpedRoom room, Member member, HubConnectionContext connection, PipeReader sent)
    {
        private readonly List<(string Target, JsonElement Argument, DateTimeOffset At)> _calls = [];

        public Member Member => member;

        public bool IsClosed => connection.ConnectionAborted.IsCancellationRequested;

        public IEnumerable<JsonElement> Frames => Heard("Frame").Select(call => call.Argument);

        public IEnumerable<string> Texts => Frames.SelectMany(frame => frame.GetProperty("events").EnumerateArray())
            .Where(one => one.TryGetProperty("text", out _)).Select(one => one.GetProperty("text").GetString()!);

        public int Omitted => Frames.Sum(frame => frame.TryGetProperty("omitted", out var omitted) ? omitted.GetInt32() : 0);

        /// <returns>With the time at which it was found at the wire.</returns>
        public IEnumerable<(JsonElement Argument, DateTimeOffset At)> Heard(string method)
        {
            _calls.AddRange(SentFrames.Take(sent).Select(call => (call.GetProperty("target").GetString()!, call.GetProperty("arguments")[0], room.Time.GetUtcNow())));
            return [.. _calls.Where(call => call.Target == method).Select(call => (call.Argument, call.At))];
        }

        /// <summary>The first pulse with this, once it has come.</summary>
        public async Task<(JsonElement Argument, DateTimeOffset At)> Pulse(Func<JsonElement, bool> with, int milliseconds = 50)
        {
            await room.Until(() => Heard("Pulse").Any(pulse => with(pulse.Argument)), milliseconds);
            return Heard("Pulse").First(pulse => with(pulse.Argument));
        }
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}

using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Webinars.Core.Tests;
using Webinars.Hubs;
using Webinars.Log;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.Chat;
using Webinars.Scheduling;

namespace Webinars.Web.Tests;

public sealed class PumpTests
{
    /// <summary>More than a room keeps in memory.</summary>
    private const int Flood = 1_500;

    private static readonly Actor Ada = new(Guid.NewGuid(), "Ada", Role.Owner);

    [Fact]
    public async Task After_more_than_can_be_framed_the_next_frame_begins_beyond_what_anybody_holds()
    {
        var time = new FakeTimeProvider();
        var id = Guid.NewGuid();
        var log = new RoomLog(new MemoryStore());
        await log.Append(id, [new StatusChanged(WebinarStatus.Scheduled, 1) { At = time.GetUtcNow() }], [], CancellationToken.None);
        var room = await new LiveRooms(log, new RateLimits(new Limits(), time), time).Open(id);
        using var pump = new RoomPump(room, time, NullLogger.Instance);
        var (connection, sent) = Connect();
        pump.Add(new Member(connection, pump, Ada, null, time));

        await log.Append(id, [Said("held")], [], CancellationToken.None);
        var first = await Next(sent, "Frame");
        var held = first.GetProperty("to").GetInt64();

        // The pump rests after a frame; the clock stands still until all of this is in the log.
        await log.Append(id, [.. Enumerable.Range(0, Flood).Select(i => Said($"{i}"))], [], CancellationToken.None);
        await Until(() => room.State.Position == held + Flood);
        await Until(() =>
        {
            time.Advance(TimeSpan.FromMilliseconds(50));
            return pump.Totals(Viewer.Anybody, all: false).Head == held + Flood;
        });
        await log.Append(id, [Said("after")], [], CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(1));
        var next = await Next(sent, "Frame");
        Assert.Equal(held + Flood, next.GetProperty("from").GetInt64());
        Assert.Equal("after", Assert.Single(next.GetProperty("events").EnumerateArray()).GetProperty("text").GetString());
    }

    private static MessagePosted Said(string text) => new("c", text) { By = Ada };

    private static (HubConnectionContext Connection, PipeReader Sent) Connect()
    {
        // No limit: nobody reads while the clock stands still.
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        var transport = new Duplex(new Pipe().Reader, pipe.Writer);
        var context = new DefaultConnectionContext("c-1", transport, transport);
        var options = Options.Create(new JsonHubProtocolOptions { PayloadSerializerOptions = RoomEventJson.Options });
        return (new HubConnectionContext(context, new HubConnectionContextOptions(), NullLoggerFactory.Instance) { Protocol = new JsonHubProtocol(options) }, pipe.Reader);
    }

    /// <summary>The argument of the next call of a method; others before it are passed over.</summary>
    private static async Task<JsonElement> Next(PipeReader sent, string method)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var read = await sent.ReadAsync(limit.Token);
            var buffer = read.Buffer;
            while (buffer.PositionOf((byte)0x1e) is { } end)
            {
                var call = JsonDocument.Parse(Encoding.UTF8.GetString(buffer.Slice(0, end))).RootElement;
                buffer = buffer.Slice(buffer.GetPosition(1, end));
                if (call.TryGetProperty("target", out var target) && target.GetString() == method)
                {
                    sent.AdvanceTo(buffer.Start);
                    return call.GetProperty("arguments")[0];
                }
            }

            sent.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static async Task Until(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!holds())
        {
            await Task.Delay(10, limit.Token);
        }
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}

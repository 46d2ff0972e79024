using System.Diagnostics;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace Webinars.Web.Tests;

public sealed class SlowReaderTests(WebinarsApp app) : IClassFixture<WebinarsApp>
{
    private const int Speakers = 12;
    private const int Each = 700;

    [Fact]
    public async Task Who_never_reads_holds_up_nobody_and_is_shown_out()
    {
        var (host, attendees, webinar) = await app.Scheduled(Speakers + 1);
        await using var observer = await host.Enter(webinar);
        using var stalled = await OpenAndNeverRead(webinar, await attendees[^1].Ticket(webinar));
        var rooms = await Task.WhenAll(attendees[..Speakers].Select(attendee => attendee.Enter(webinar)));
        await observer.Until(room => Viewers(room) == Speakers + 2, "everybody");

        // More than the buffers of both ends of a socket hold.
        var text = new string('x', 480);
        var longest = TimeSpan.Zero;
        await Task.WhenAll(rooms.Select((room, i) => Task.Run(async () =>
        {
            for (var j = 0; j < Each; j++)
            {
                var begun = Stopwatch.GetTimestamp();
                await room.Say($"{i}-{j} {text}");
                var took = Stopwatch.GetElapsedTime(begun);
                longest = took > longest ? took : longest;
            }
        })));

        await observer.Until(room => room.Events.Count == Speakers * Each, "every message");
        Assert.True(longest < TimeSpan.FromSeconds(2), $"A message waited {longest} for its receipt.");
        Assert.Equal(0, observer.Gaps);

        // The room goes on, and what is stuck for longer than the server's patience is closed.
        for (var i = 0; Viewers(observer) != Speakers + 1; i++)
        {
            Assert.True(i < 100, $"It is still counted: {Viewers(observer)} viewers.");
            await observer.Say($"still talking {i}");
            await Task.Delay(200);
        }

        await Task.WhenAll(rooms.Select(room => room.DisposeAsync().AsTask()));
    }

    private static int Viewers(RoomClient room) =>
        room.Pulse.ValueKind is System.Text.Json.JsonValueKind.Object ? room.Pulse.GetProperty("viewers").GetInt32() : -1;

    /// <summary>A socket with the smallest buffer that the system gives, joined to the room.</summary>
    private async Task<ClientWebSocket> OpenAndNeverRead(Guid webinar, string ticket)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, ct) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 2_048 };
                await socket.ConnectAsync(context.DnsEndPoint, ct);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        var stalled = new ClientWebSocket();
        var address = new Uri($"{app.Url.Replace("http", "ws", StringComparison.Ordinal)}/hub?webinarId={webinar}&access_token={ticket}");
        await stalled.ConnectAsync(address, new HttpMessageInvoker(handler), CancellationToken.None);
        await stalled.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"json\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, CancellationToken.None);
        return stalled;
    }
}

using System.Net;
using System.Net.WebSockets;
using System.Text;

namespace Webinars.Web.Tests;

public sealed class SocketTests(WebinarsApp app) : IClassFixture<WebinarsApp>
{
    [Fact]
    public async Task A_ticket_opens_one_socket_once()
    {
        var (_, attendees, webinar) = await app.Scheduled(1);
        var ticket = await attendees[0].Ticket(webinar);
        using var first = await Open($"webinarId={webinar}&access_token={ticket}");
        Assert.Equal(WebSocketState.Open, first.State);
        Assert.Equal(401, await StatusOf($"webinarId={webinar}&access_token={ticket}"));
    }

    [Fact]
    public async Task A_ticket_of_another_webinar_a_forged_one_and_none_open_nothing()
    {
        var (host, attendees, webinar) = await app.Scheduled(1);
        var other = await host.Schedule();
        await host.Post($"/api/webinars/{other}/publish");
        var ticket = await attendees[0].Ticket(webinar);
        Assert.Equal(401, await StatusOf($"webinarId={other}&access_token={ticket}"));
        Assert.Equal(401, await StatusOf($"webinarId={webinar}"));
        Assert.Equal(401, await StatusOf($"webinarId={webinar}&access_token=a.b"));
        Assert.Equal(401, await StatusOf($"webinarId={webinar}&access_token={attendees[0].Token}"));
        var fresh = await attendees[0].Ticket(webinar);
        Assert.Equal(401, await StatusOf($"webinarId={webinar}&access_token={(fresh[5] == 'A' ? fresh.Remove(5, 1).Insert(5, "B") : fresh.Remove(5, 1).Insert(5, "A"))}"));
        Assert.Equal(401, await StatusOf($"webinarId=nonsense&access_token={await attendees[0].Ticket(webinar)}"));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("http://localhost")]
    [InlineData("http://sub.localhost:{port}")]
    [InlineData("http://localhost.evil.example:{port}")]
    [InlineData("https://localhost:{port}")]
    [InlineData("http://LOCALHOST:{port}")]
    public async Task A_page_of_another_origin_opens_no_socket(string origin)
    {
        var (_, attendees, webinar) = await app.Scheduled(1);
        var ticket = await attendees[0].Ticket(webinar);
        var port = new Uri(app.Url).Port.ToString();
        Assert.Equal(403, await StatusOf($"webinarId={webinar}&access_token={ticket}", origin.Replace("{port}", port, StringComparison.Ordinal)));

        // The ticket was not used up by it.
        using var own = await Open($"webinarId={webinar}&access_token={ticket}", app.Url);
        Assert.Equal(WebSocketState.Open, own.State);
    }

    [Fact]
    public async Task There_is_no_negotiation()
    {
        var (_, attendees, webinar) = await app.Scheduled(1);
        var ticket = await attendees[0].Ticket(webinar);
        var answer = await app.Http.PostAsync($"/hub/negotiate?webinarId={webinar}&access_token={ticket}&negotiateVersion=1", null);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    public static TheoryData<string> Hostile => new(
        "{", "null", "[]", "\0\0\0\0", """{"type":99}""", """{"type":1}""", """{"type":1,"target":"Nothing","arguments":[]}""",
        """{"type":1,"invocationId":"1","target":"PostMessage","arguments":[]}""",
        """{"type":1,"invocationId":"1","target":"PostMessage","arguments":["a"]}""",
        """{"type":1,"invocationId":"1","target":"PostMessage","arguments":[{},[],"x"]}""",
        """{"type":1,"invocationId":"1","target":"PostMessage","arguments":["a","\ud800",null]}""",
        """{"type":1,"invocationId":"1","target":"Vote","arguments":["a",1e400,true]}""",
        """{"type":1,"invocationId":"1","target":"Resume","arguments":["9","9"]}""",
        """{"type":1,"invocationId":"1","target":"History","arguments":[-9223372036854775808,-5]}""",
        """{"type":1,"invocationId":"1","target":"OnConnectedAsync","arguments":[]}""",
        """{"type":4,"invocationId":"1","target":"PostMessage","arguments":["a","b",null]}""",
        new string('[', 5_000), new string('x', 40_000));

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task A_hostile_frame_harms_nobody_else(string frame)
    {
        var (host, attendees, webinar) = await app.Scheduled(1);
        await using var observer = await host.Enter(webinar);
        using var hostile = await Open($"webinarId={webinar}&access_token={await attendees[0].Ticket(webinar)}");
        await Send(hostile, """{"protocol":"json","version":1}""");
        await Send(hostile, frame);
        await Send(hostile, """{"type":1,"invocationId":"2","target":"Resume","arguments":[null,null]}""");
        await AnswerOrClose(hostile);

        await observer.Say("still here");
        await observer.Until(room => room.Texts.Contains("still here"));
        Assert.Equal(["still here"], observer.Texts);
    }

    [Theory]
    [InlineData("""[{},[],"x"]""")]
    [InlineData("""["a","\ud800"]""")]
    [InlineData("""["a","\ud800",null]""")]
    [InlineData("""["a","b","c"]""")]
    [InlineData("""["a","b",null,["no-person"]]""")]
    [InlineData("""["a","b",null,null,5]""")]
    public async Task Arguments_that_do_not_fit_are_refused_with_a_code(string arguments)
    {
        var (_, attendees, webinar) = await app.Scheduled(1);
        using var socket = await Open($"webinarId={webinar}&access_token={await attendees[0].Ticket(webinar)}");
        await Send(socket, """{"protocol":"json","version":1}""");
        await Send(socket, """{"type":1,"invocationId":"1","target":"PostMessage","arguments":""" + arguments + "}");
        await Send(socket, """{"type":1,"invocationId":"2","target":"Resume","arguments":[null,null]}""");

        // The answer of Resume goes its own way, and may come first.
        Assert.Contains("HubException: invalid", await AnswerOrClose(socket, """"invocationId":"1""""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_thousand_calls_that_nobody_waits_for_leave_the_others_served()
    {
        var (host, attendees, webinar) = await app.Scheduled(1);
        await using var observer = await host.Enter(webinar);
        using var flooder = await Open($"webinarId={webinar}&access_token={await attendees[0].Ticket(webinar)}");
        await Send(flooder, """{"protocol":"json","version":1}""");
        var flood = Task.Run(async () =>
        {
            for (var i = 0; i < 10_000 && flooder.State is WebSocketState.Open; i++)
            {
                await Send(flooder, $$"""{"type":1,"invocationId":"{{i}}","target":"Vote","arguments":["f-{{i}}",999,true]}""");
            }
        });
        var drain = AnswerOrClose(flooder, """"invocationId":"9999"""");
        for (var i = 0; i < 20; i++)
        {
            await observer.Say($"{i}");
        }

        await observer.Until(room => room.Texts.Count() == 20);
        await Task.WhenAll(flood, drain);
    }

    private static async Task Send(ClientWebSocket socket, string frame)
    {
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(frame + '\x1e'), WebSocketMessageType.Text, true, CancellationToken.None);
        }
        catch (Exception closed) when (closed is WebSocketException or IOException)
        {
            // The server has closed it already, as it may.
        }
    }

    /// <summary>Until the server has answered the last call, or has closed the connection.</summary>
    private static async Task<string> AnswerOrClose(ClientWebSocket socket, string answer = """"invocationId":"2"""")
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var buffer = new byte[64 * 1024];
        var heard = "";
        try
        {
            while (!heard.Contains(answer, StringComparison.Ordinal))
            {
                var part = await socket.ReceiveAsync(buffer, limit.Token);
                if (part.MessageType is WebSocketMessageType.Close)
                {
                    return heard;
                }

                heard = heard[Math.Max(0, heard.Length - 2_000)..] + Encoding.UTF8.GetString(buffer, 0, part.Count);
            }
        }
        catch (WebSocketException)
        {
            // Closed without a goodbye.
        }

        return heard;
    }

    private async Task<ClientWebSocket> Open(string query, string? origin = null)
    {
        var socket = new ClientWebSocket();
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        socket.Options.CollectHttpResponseDetails = true;
        await socket.ConnectAsync(new Uri($"{app.Url.Replace("http", "ws", StringComparison.Ordinal)}/hub?{query}"), CancellationToken.None);
        return socket;
    }

    private async Task<int> StatusOf(string query, string? origin = null)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new Uri($"{app.Url.Replace("http", "ws", StringComparison.Ordinal)}/hub?{query}"), CancellationToken.None));
        return (int)socket.HttpStatusCode;
    }
}

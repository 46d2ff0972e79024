using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Webinars.Adapters.Tests.Sandbox;

/// <summary>The socket as Knock's browser client speaks it: Phoenix, serializer 2.0.0.</summary>
public sealed class KnockSocketTests : IAsyncLifetime
{
    private KnockTestHost _knock = null!;

    public async ValueTask InitializeAsync() => _knock = await KnockTestHost.StartAsync();

    public ValueTask DisposeAsync() => _knock.DisposeAsync();

    [Fact]
    public async Task Who_has_joined_is_told_within_a_second_and_finds_the_item_before_the_newest_known()
    {
        using var socket = await Connect("u1");
        await Send(socket, ["7", "7", Topic("u1"), "phx_join", new { client_a = new { archived = "exclude", mode = "compact", page_size = 20 }, client_b = new { tenant = "acme" } }]);
        Assert.Equal($$$"""["7","7","{{{Topic("u1")}}}","phx_reply",{"status":"ok","response":{}}]""", await Receive(socket));
        var watch = Stopwatch.StartNew();
        await _knock.NotifyAsync(new { title = "1" }, "u1", "u2");
        var push = JsonElement.Parse(await Receive(socket));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1), $"{watch.Elapsed}");
        Assert.Equal(("7", JsonValueKind.Null, Topic("u1"), "new-message"), (push[0].GetString(), push[1].ValueKind, push[2].GetString(), push[3].GetString()));
        Assert.Equal("new-message", push[4].Text("event"));
        Assert.Equal("""["client_a"]""", push[4].GetProperty("attn").GetRawText());
        Assert.Equal((1, 1), (Count(push[4].GetProperty("metadata"), "total_count"), Count(push[4].GetProperty("data").GetProperty("client_a").GetProperty("metadata"), "unseen_count")));

        await _knock.ServerAsync(HttpMethod.Post, "/v1/workflows/w/trigger", new { recipients = new[] { "u1" }, tenant = "acme" });
        Assert.Equal("""["client_a","client_b"]""", JsonElement.Parse(await Receive(socket))[4].GetProperty("attn").GetRawText());
    }

    [Fact]
    public async Task A_heart_beats_and_who_leaves_is_told_nothing_more()
    {
        using var socket = await Connect("u1");
        await Send(socket, [null, "1", "phoenix", "heartbeat", new { }]);
        Assert.Equal("""[null,"1","phoenix","phx_reply",{"status":"ok","response":{}}]""", await Receive(socket));
        await Send(socket, ["2", "2", Topic("u1"), "phx_join", new { client_a = new { } }]);
        await Receive(socket);

        // The client joins again under another reference, and only then is rid of the first.
        await Send(socket, ["3", "3", Topic("u1"), "phx_join", new { client_a = new { }, client_b = new { } }]);
        await Receive(socket);
        await Send(socket, ["2", "4", Topic("u1"), "phx_leave", new { }]);
        Assert.Equal($$$"""["2","4","{{{Topic("u1")}}}","phx_reply",{"status":"ok","response":{}}]""", await Receive(socket));
        await _knock.NotifyAsync(new { title = "1" }, "u1");
        Assert.Equal("3", JsonElement.Parse(await Receive(socket))[0].GetString());

        await Send(socket, ["3", "5", Topic("u1"), "phx_leave", new { }]);
        await Receive(socket);
        await _knock.NotifyAsync(new { title = "2" }, "u1");
        await Send(socket, [null, "6", "phoenix", "heartbeat", new { }]);
        Assert.Contains("\"6\"", await Receive(socket), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_joins_the_feed_of_another_and_nonsense_is_survived()
    {
        using var socket = await Connect("u1");
        foreach (var (topic, name) in new[] { (Topic("u2"), "phx_join"), ($"feeds:{Guid.NewGuid()}:u1", "phx_join"), ("rooms:1", "phx_join"), (Topic("u1"), "shout") })
        {
            await Send(socket, ["1", "1", topic, name, new { }]);
            Assert.Equal("error", JsonElement.Parse(await Receive(socket))[4].Text("status"));
        }

        await Send(socket, ["1", "1", Topic("u1"), "phx_join", new { client_a = new { status = "nice" } }]);
        Assert.Equal("error", JsonElement.Parse(await Receive(socket))[4].Text("status"));
        foreach (var nonsense in new[] { "", "{}", "[]", "nonsense", "[1,2,3,4,5]" })
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(nonsense), WebSocketMessageType.Text, true, KnockTestHost.Cancelled);
        }

        await _knock.NotifyAsync(new { title = "1" }, "u1", "u2");
        await Send(socket, [null, "2", "phoenix", "heartbeat", new { }]);
        Assert.Contains("\"2\"", await Receive(socket), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_good_token_there_is_no_socket()
    {
        using var other = System.Security.Cryptography.RSA.Create(2048);
        var expired = _knock.Token("u1", new { sub = "u1", exp = _knock.Clock.GetUtcNow().ToUnixTimeSeconds() });
        var forged = MuxToken.Sign(other, new { alg = "RS256", typ = "JWT" }, new { sub = "u1", exp = _knock.Clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds() });
        var key = _knock.Settings["Knock:PublicKey"];
        foreach (var (token, apiKey, version) in new[] { ("", key, "2.0.0"), (expired, key, "2.0.0"), (forged, key, "2.0.0"), (_knock.Token("u1"), "pk_wrong", "2.0.0"), (_knock.Token("u1"), key, "1.0.0") })
        {
            await Assert.ThrowsAsync<WebSocketException>(() => Connect(token, apiKey, version));
        }

        using var answer = await _knock.Http.GetAsync($"/ws/v1/websocket?user_token={expired}&api_key={key}&vsn=2.0.0", KnockTestHost.Cancelled);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        using var good = await Connect("u1");
        Assert.Equal(WebSocketState.Open, good.State);
    }

    [Fact]
    public async Task A_browser_that_closes_is_answered_and_a_sandbox_that_stops_waits_for_nobody()
    {
        using var socket = await Connect("u1");
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, KnockTestHost.Cancelled).WaitAsync(TimeSpan.FromSeconds(10), KnockTestHost.Cancelled);
        Assert.Equal(WebSocketState.Closed, socket.State);
        using var open = await Connect("u1");
        var watch = Stopwatch.StartNew();
        _knock = await _knock.StartAgainAsync();
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
        using var again = await Connect("u1");
        Assert.Equal(WebSocketState.Open, again.State);
    }

    [Fact]
    public async Task A_knock_that_goes_down_cuts_open_sockets_and_lets_nobody_in_until_it_is_up_again()
    {
        using var socket = await Connect("u1");
        await Send(socket, ["1", "1", Topic("u1"), "phx_join", new { client_a = new { } }]);
        await Receive(socket);
        await Fault("slow");
        await Send(socket, [null, "2", "phoenix", "heartbeat", new { }]);
        Assert.Contains("\"2\"", await Receive(socket), StringComparison.Ordinal);

        await Fault("down");
        await Assert.ThrowsAsync<WebSocketException>(() => Receive(socket));
        await Assert.ThrowsAsync<WebSocketException>(() => Connect("u1"));

        await Fault("none");
        using var again = await Connect("u1");
        await Send(again, ["1", "1", Topic("u1"), "phx_join", new { client_a = new { } }]);
        await Receive(again);
        await _knock.NotifyAsync(new { title = "1" }, "u1");
        Assert.Equal("new-message", JsonElement.Parse(await Receive(again))[3].GetString());

        async Task Fault(string kind)
        {
            using var answer = await _knock.Http.PostAsJsonAsync("/sandbox/faults", new { vendor = "knock", kind }, KnockTestHost.Cancelled);
            answer.EnsureSuccessStatusCode();
        }
    }

    private static int Count(JsonElement metadata, string name) => metadata.GetProperty(name).GetInt32();

    private string Topic(string user) => $"feeds:{_knock.Feed}:{user}";

    private Task<ClientWebSocket> Connect(string user) => Connect(_knock.Token(user), _knock.Settings["Knock:PublicKey"], "2.0.0");

    private async Task<ClientWebSocket> Connect(string token, string key, string version)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"{_knock.Options.Url.Replace("http", "ws", StringComparison.Ordinal)}/ws/v1/websocket?user_token={token}&api_key={key}&&vsn={version}"), KnockTestHost.Cancelled);
        return socket;
    }

    private static async Task Send(ClientWebSocket socket, object?[] frame) =>
        await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(frame), WebSocketMessageType.Text, true, KnockTestHost.Cancelled);

    private static async Task<string> Receive(ClientWebSocket socket)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(KnockTestHost.Cancelled);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        var buffer = new byte[16 * 1024];
        var got = await socket.ReceiveAsync(buffer, limit.Token);
        Assert.True(got.EndOfMessage);
        return Encoding.UTF8.GetString(buffer, 0, got.Count);
    }
}

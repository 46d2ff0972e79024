using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Webinars.Web.Tests.Broadcasts;

/// <summary>A browser's part of a broadcast, as docs/protocol.md tells it.</summary>
public sealed class BroadcastClient : IDisposable
{
    public const string H264 = "video/webm;codecs=h264,opus";
    private readonly byte[] _buffer = new byte[1024];

    public ClientWebSocket Socket { get; } = new();

    /// <summary>Opened as this person, a program with a token.</summary>
    public static Task<BroadcastClient> Open(WebinarsApp app, Guid webinar, Visitor person) => Open(app, webinar, ("Authorization", $"Bearer {person.Token}"));

    public static async Task<BroadcastClient> Open(WebinarsApp app, Guid webinar, params (string Name, string Value)[] headers)
    {
        var client = new BroadcastClient();
        await client.Connect(app, webinar, headers);
        return client;
    }

    /// <summary>The HTTP status with which it is refused.</summary>
    public static async Task<int> StatusOf(WebinarsApp app, Guid webinar, params (string Name, string Value)[] headers)
    {
        using var client = new BroadcastClient();
        await Assert.ThrowsAsync<WebSocketException>(() => client.Connect(app, webinar, headers));
        return (int)client.Socket.HttpStatusCode;
    }

    public Task Say(string text) => Socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);

    public async Task Hello(string mime = H264)
    {
        await Say(JsonSerializer.Serialize(new { type = "hello", mime }));
        Assert.Equal("ready", (await Hear()).GetProperty("type").GetString());
    }

    /// <summary>In pieces, as a recorder gives them; so many a second. Stops when the server closes.</summary>
    public async Task Send(ReadOnlyMemory<byte> recording, int pieces = 20, int piecesPerSecond = 20)
    {
        for (var (size, at) = ((recording.Length / pieces) + 1, 0); at < recording.Length && Socket.State is WebSocketState.Open; at += size)
        {
            await Piece(recording.Slice(at, Math.Min(size, recording.Length - at)));
            await Task.Delay(1000 / piecesPerSecond);
        }
    }

    public async Task Piece(ReadOnlyMemory<byte> piece)
    {
        try
        {
            await Socket.SendAsync(piece, WebSocketMessageType.Binary, true, CancellationToken.None);
        }
        catch (Exception closed) when (closed is WebSocketException or IOException)
        {
            // The server has closed it already, as it may.
        }
    }

    /// <summary>The next message of the server.</summary>
    public async Task<JsonElement> Hear()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        var said = await Socket.ReceiveAsync(_buffer, limit.Token);
        Assert.Equal(WebSocketMessageType.Text, said.MessageType);
        return JsonDocument.Parse(_buffer.AsMemory(0, said.Count).ToArray()).RootElement;
    }

    /// <summary>It ends with this problem, and the socket is closed.</summary>
    public async Task EndsWith(string code)
    {
        var said = await HearBut("slow");
        Assert.Equal(("problem", code), (said.GetProperty("type").GetString(), said.GetProperty("code").GetString()));
        var close = await Socket.ReceiveAsync(_buffer, CancellationToken.None);
        Assert.Equal(WebSocketMessageType.Close, close.MessageType);
    }

    /// <summary>This node goes.</summary>
    public async Task IsSentElsewhere() => Assert.Equal("moving", (await HearBut("slow")).GetProperty("type").GetString());

    public Task Stop() => Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

    public void Dispose() => Socket.Dispose();

    private async Task<JsonElement> HearBut(string type)
    {
        while (true)
        {
            if (await Hear() is var said && said.GetProperty("type").GetString() != type)
            {
                return said;
            }
        }
    }

    private Task Connect(WebinarsApp app, Guid webinar, params (string Name, string Value)[] headers)
    {
        Socket.Options.CollectHttpResponseDetails = true;
        foreach (var (name, value) in headers)
        {
            Socket.Options.SetRequestHeader(name, value);
        }

        return Socket.ConnectAsync(new Uri($"{app.Url.Replace("http", "ws", StringComparison.Ordinal)}/api/webinars/{webinar}/broadcast"), CancellationToken.None);
    }
}

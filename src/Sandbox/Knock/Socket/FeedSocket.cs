using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Webinars.Sandbox.Knock.Api;
using Webinars.Sandbox.Knock.Feeds;

namespace Webinars.Sandbox.Knock.Socket;

/// <summary>One browser's socket. It is told that something new is there, not what: that it fetches itself.</summary>
internal sealed class FeedSocket(string user, string feed, WebSocket socket)
{
    private const int LongestFrame = 64 * 1024;
    private readonly Channel<Frame> _out = Channel.CreateUnbounded<Frame>(new UnboundedChannelOptions { SingleReader = true });
    private volatile Joined? _joined;

    public string User => user;

    private string Topic => $"feeds:{feed}:{user}";

    /// <remarks>Knock answers a bad token with another status than 101, and its client comes again later and later.</remarks>
    public static async Task<IResult> Open(HttpContext http, KnockKeys keys, UserTokens tokens, FeedSockets sockets, IHostApplicationLifetime life)
    {
        var query = KnockApi.Parameters(http.Request);
        if (query("api_key") != keys.PublicKey)
        {
            throw KnockError.Forbidden("The API key is missing or wrong.");
        }

        var user = tokens.Verify(query("user_token"));
        if (!http.WebSockets.IsWebSocketRequest || query("vsn") is not "2.0.0")
        {
            throw KnockError.Invalid("vsn", "must be 2.0.0, on a WebSocket");
        }

        using var web = await http.WebSockets.AcceptWebSocketAsync();
        var socket = new FeedSocket(user, keys.FeedChannelId, web);
        sockets.Add(socket);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        try
        {
            await Task.WhenAll(socket.Receive(over), socket.Send(over.Token));
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException)
        {
            // The browser has gone, or we are going.
        }
        finally
        {
            sockets.Remove(socket);
        }

        return Results.Empty;
    }

    public void Tell(Message message, KnockState state)
    {
        if (_joined is not { } joined || joined.Feeds.Where(x => x.Value.Shows(message)).ToList() is not { Count: > 0 } asked)
        {
            return;
        }

        var own = state.Messages.Where(x => x.UserId == user).ToList();
        _out.Writer.TryWrite(new Frame(joined.Ref, null, Topic, "new-message", new JsonObject
        {
            ["event"] = "new-message",

            // Which of the page's feeds are meant; the client cannot do without it.
            ["attn"] = new JsonArray([.. asked.Select(x => (JsonNode)x.Key)]),
            ["metadata"] = asked[0].Value.Metadata(own),
            ["data"] = new JsonObject(asked.Select(x => KeyValuePair.Create<string, JsonNode?>(x.Key, new JsonObject { ["metadata"] = x.Value.Metadata(own) }))),
        }));
    }

    private async Task Receive(CancellationTokenSource over)
    {
        try
        {
            var buffer = new byte[LongestFrame];
            var length = 0;
            while (await socket.ReceiveAsync(buffer.AsMemory(length), over.Token) is { MessageType: not WebSocketMessageType.Close } got)
            {
                length += got.Count;
                if (got.EndOfMessage)
                {
                    Take(Frame.Read(buffer.AsSpan(0, length)));
                    length = 0;
                }
                else if (length == buffer.Length)
                {
                    break;
                }
            }

            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, over.Token);
        }
        finally
        {
            await over.CancelAsync();
        }
    }

    private async Task Send(CancellationToken cancellation)
    {
        await foreach (var frame in _out.Reader.ReadAllAsync(cancellation))
        {
            await socket.SendAsync(frame.Write(), WebSocketMessageType.Text, endOfMessage: true, cancellation);
        }
    }

    private void Take(Frame? frame)
    {
        switch (frame)
        {
            case null:
                break;
            case { Topic: "phoenix", Event: "heartbeat" }:
                Answer(frame.Reply("ok"));
                break;
            case { Event: "phx_join" } when frame.Topic == Topic:
                Answer(Join(frame));
                break;
            case { Event: "phx_join" }:
                Answer(frame.Reply("error", "unauthorized"));
                break;
            case { Event: "phx_leave" }:
                // A page that joins again leaves its former joining only afterwards.
                _joined = _joined?.Ref == frame.JoinRef ? null : _joined;
                Answer(frame.Reply("ok"));
                break;
            default:
                Answer(frame.Reply("error", "unmatched topic"));
                break;
        }
    }

    private Frame Join(Frame frame)
    {
        try
        {
            _joined = new Joined(frame.JoinRef, frame.Payload.ToDictionary(x => x.Key, x => Filter(x.Value as JsonObject)));
            return frame.Reply("ok");
        }
        catch (KnockError refusal)
        {
            return frame.Reply("error", refusal.Message);
        }
    }

    private void Answer(Frame frame) => _out.Writer.TryWrite(frame);

    private static FeedFilter Filter(JsonObject? options) => new(name => options?[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() is JsonValueKind.String => value.GetValue<string>(),
        var other => other.ToJsonString(),
    });

    /// <param name="Feeds">What each of the page's feeds shows, by its reference id.</param>
    private sealed record Joined(string? Ref, IReadOnlyDictionary<string, FeedFilter> Feeds);
}

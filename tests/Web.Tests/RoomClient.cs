using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Webinars.Web.Tests;

/// <summary>A browser's part of the protocol, as docs/protocol.md tells it: applies frames from its position, resumes over gaps, survives the server.</summary>
public sealed class RoomClient(WebinarsApp app, Guid webinar, Func<Task<string>> ticket) : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, JsonElement> _events = [];
    private readonly List<JsonElement> _notices = [];
    private HubConnection? _hub;
    private bool _resuming;
    private JsonElement _pulse;

    public long Position { get; private set; }

    public string? Epoch { get; private set; }

    public JsonElement Snapshot { get; private set; }

    public JsonElement You { get; private set; }

    /// <summary>How often a frame began beyond the position and had to be repaired.</summary>
    public int Gaps { get; private set; }

    public JsonElement Pulse => Locked(() => _pulse);

    public IReadOnlyList<JsonElement> Events => Locked(() => _events.Values.ToList());

    public IReadOnlyList<JsonElement> Notices => Locked(() => _notices.ToList());

    public IEnumerable<string> Texts => Events.Where(one => Type(one) == "messagePosted").Select(one => one.GetProperty("text").GetString()!);

    public async Task Connect()
    {
        if (_hub is not null)
        {
            await _hub.DisposeAsync();
        }

        var access = await ticket();
        _hub = new HubConnectionBuilder()
            .WithUrl($"{app.Url}/hub?webinarId={webinar}&access_token={Uri.EscapeDataString(access)}", options =>
            {
                options.Transports = HttpTransportType.WebSockets;
                options.SkipNegotiation = true;
            })
            .Build();
        _hub.On<JsonElement>("Frame", Take);
        _hub.On<JsonElement>("Pulse", pulse => Locked(() => _pulse = pulse));
        _hub.On<JsonElement>("Notice", notice => Locked(() => _notices.Add(notice)));
        await _hub.StartAsync();
        await Resume();
    }

    public async Task<JsonElement> Resume()
    {
        Locked(() => _resuming = true);
        var resumed = await Call("Resume", Epoch is null ? null : Position, Epoch);
        Locked(() =>
        {
            _resuming = false;
            Epoch = resumed.GetProperty("epoch").GetString();
            You = resumed.GetProperty("you");
            if (resumed.TryGetProperty("snapshot", out var snapshot))
            {
                Snapshot = snapshot;
                foreach (var message in snapshot.GetProperty("messages").EnumerateArray())
                {
                    var text = message.ToString();
                    _events[message.GetProperty("position").GetInt64()] = JsonDocument.Parse($$"""{"type":"messagePosted",{{text[1..]}}""").RootElement;
                }
            }
            else
            {
                Add(resumed.GetProperty("events"));
            }

            Position = Math.Max(Position, resumed.GetProperty("position").GetInt64());
        });
        return resumed;
    }

    public Task<JsonElement> Say(string text, string? clientId = null, long? replyTo = null) => Call("PostMessage", clientId ?? NewId(), text, replyTo);

    public Task<JsonElement> Ask(string text, bool anonymous = false, string? clientId = null) => Call("AskQuestion", clientId ?? NewId(), text, anonymous);

    public Task<JsonElement> Vote(long question, bool on = true, string? clientId = null) => Call("Vote", clientId ?? NewId(), question, on);

    public Task<JsonElement> Answer(long question, string? text, bool isPrivate = false) => Call("AnswerQuestion", NewId(), question, text, isPrivate);

    public bool IsConnected => _hub?.State is HubConnectionState.Connected;

    public async Task<JsonElement> Call(string method, params object?[] arguments) => await _hub!.InvokeCoreAsync<JsonElement>(method, arguments);

    /// <summary>Refused with this code.</summary>
    public async Task IsRefused(string code, string method, params object?[] arguments)
    {
        var refused = await Assert.ThrowsAsync<HubException>(() => Call(method, arguments));
        Assert.EndsWith($"HubException: {code}", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Waits until what it has heard fulfils something.</summary>
    public async Task Until(Func<RoomClient, bool> holds, string what = "what was expected")
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!holds(this))
        {
            if (limit.IsCancellationRequested)
            {
                throw new TimeoutException($"{what} did not come; at {Position}: {string.Join('\n', Events.TakeLast(10))}");
            }

            await Task.Delay(20, CancellationToken.None);
        }
    }

    public Task Hears(string type) => Until(room => room.Events.Any(one => Type(one) == type), type);

    public async ValueTask DisposeAsync()
    {
        if (_hub is not null)
        {
            await _hub.DisposeAsync();
        }
    }

    public static string NewId() => Guid.NewGuid().ToString("N");

    public static string Type(JsonElement happened) => happened.GetProperty("type").GetString()!;

    private void Take(JsonElement frame)
    {
        var gap = false;
        Locked(() =>
        {
            if (frame.GetProperty("from").GetInt64() <= Position)
            {
                Add(frame.GetProperty("events"));
                Position = Math.Max(Position, frame.GetProperty("to").GetInt64());
            }
            else if (!_resuming)
            {
                Gaps++;
                gap = true;
            }
        });
        if (gap)
        {
            _ = Resume();
        }
    }

    private void Add(JsonElement events)
    {
        foreach (var happened in events.EnumerateArray().Where(one => one.GetProperty("position").GetInt64() > Position))
        {
            Assert.True(_events.TryAdd(happened.GetProperty("position").GetInt64(), happened), "An event came twice.");
        }
    }

    private void Locked(Action act)
    {
        lock (_gate)
        {
            act();
        }
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_gate)
        {
            return read();
        }
    }
}

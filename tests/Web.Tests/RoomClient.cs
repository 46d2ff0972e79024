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
    private int _asked;
    private bool _resuming;
    private JsonElement _pulse;

    /// <summary>Told that its node goes, it has a new line before it gives up the old one.</summary>
    public bool Moves { get; init; }

    /// <summary>How often it has done so.</summary>
    public int Moved { get; private set; }

    /// <summary>Why the last line ended; null: the server said goodbye.</summary>
    public Exception? Lost { get; private set; }

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

        _hub = await Open();
        await Resume();
    }

    public Task<JsonElement> Resume() => Resume(_hub!);

    private async Task<JsonElement> Resume(HubConnection hub)
    {
        Locked(() => _resuming = true);
        var resumed = await hub.InvokeCoreAsync<JsonElement>("Resume", [Epoch is null ? null : Position, Epoch]);
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

    public async Task<JsonElement> Call(string method, params object?[] arguments)
    {
        Interlocked.Increment(ref _asked);
        try
        {
            return await _hub!.InvokeCoreAsync<JsonElement>(method, arguments);
        }
        finally
        {
            Interlocked.Decrement(ref _asked);
        }
    }

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

    private async Task<HubConnection> Open()
    {
        var access = await ticket();
        var hub = new HubConnectionBuilder()
            .WithUrl($"{app.Url}/hub?webinarId={webinar}&access_token={Uri.EscapeDataString(access)}", options =>
            {
                options.Transports = HttpTransportType.WebSockets;
                options.SkipNegotiation = true;
            })
            .Build();
        hub.On<JsonElement>("Frame", Take);
        hub.On<JsonElement>("Pulse", pulse => Locked(() => _pulse = pulse));
        hub.On<JsonElement>("Notice", notice =>
        {
            Locked(() => _notices.Add(notice));
            if (Moves && notice.GetProperty("code").GetString() == "moving")
            {
                _ = Move(hub, notice.GetProperty("withinMilliseconds").GetInt32());
            }
        });
        hub.Closed += why =>
        {
            Lost = why;
            return Task.CompletedTask;
        };
        await hub.StartAsync();
        return hub;
    }

    /// <summary>Tries until another node takes it, or its own has closed.</summary>
    private async Task Move(HubConnection old, int within)
    {
        await Task.Delay(Random.Shared.Next(within + 1));
        while (_hub == old && old.State is HubConnectionState.Connected)
        {
            try
            {
                var next = await Open();
                await Resume(next);
                (_hub, Moved) = (next, Moved + 1);
                while (Volatile.Read(ref _asked) > 0 && old.State is HubConnectionState.Connected)
                {
                    await Task.Delay(20);
                }

                await old.DisposeAsync();
            }
            catch (Exception)
            {
                // Perhaps it was the same node again.
                await Task.Delay(500);
            }
        }
    }

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

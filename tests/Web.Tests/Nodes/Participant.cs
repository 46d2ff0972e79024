using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Webinars.Web.Tests.Nodes;

/// <summary>Somebody in a room as a browser keeps them there: comes back by itself, resumes from where it stands, moves when it is told to, says what it has to say under one id until that is acknowledged.</summary>
internal sealed class Participant : IAsyncDisposable
{
    private readonly string _url;
    private readonly Guid _webinar;
    private readonly Func<Task<string>> _ticket;
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, string> _said = [];
    private readonly Task _staying;
    private TaskCompletionSource<HubConnection> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _again = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _position;
    private string? _epoch;

    public Participant(string url, Guid webinar, Func<Task<string>> ticket)
    {
        (_url, _webinar, _ticket) = (url, webinar, ticket);
        _staying = Stay();
    }

    /// <summary>Text → position, of what was acknowledged here.</summary>
    public ConcurrentDictionary<string, long> Acknowledged { get; } = new();

    /// <summary>How long each had to wait for its acknowledgement, from the moment it was to be said.</summary>
    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    /// <summary>How long there was no line, each time; zero where the new one stood before the old one went.</summary>
    public ConcurrentQueue<TimeSpan> Gaps { get; } = new();

    /// <summary>What a person would have been shown as an error.</summary>
    public ConcurrentQueue<string> Errors { get; } = new();

    /// <summary>A frame or an answer brought a position a second time.</summary>
    public int Doubled { get; private set; }

    public long Position => Interlocked.Read(ref _position);

    public Task<HubConnection> Ready => Volatile.Read(ref _ready).Task;

    public IReadOnlyDictionary<long, string> Timeline()
    {
        lock (_gate)
        {
            return new Dictionary<long, string>(_said);
        }
    }

    /// <summary>Returns once it is acknowledged, however often it had to be sent.</summary>
    public async Task Say(string text)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var line = await Ready.WaitAsync(_end.Token);
            try
            {
                var receipt = await line.InvokeAsync<JsonElement>("PostMessage", text, text, null, null, _end.Token);
                Acknowledged[text] = receipt.GetProperty("position").GetInt64();
                Waits.Enqueue(Stopwatch.GetElapsedTime(began));
                return;
            }
            catch (HubException refused)
            {
                // A store that is away is "an error on the server": the page says so once it has tried for long enough.
                if (!refused.Message.Contains("busy", StringComparison.Ordinal) && !refused.Message.Contains("unexpected error", StringComparison.Ordinal))
                {
                    Errors.Enqueue(refused.Message);
                }
            }
            catch (Exception) when (!_end.IsCancellationRequested)
            {
                // The line broke: nobody knows whether it was heard.
            }

            await Task.Delay(Random.Shared.Next(50, 300), _end.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _staying;
        _end.Dispose();
    }

    private async Task Stay()
    {
        HubConnection? old = null;
        long? lost = null;
        while (!_end.IsCancellationRequested)
        {
            HubConnection? line = null;
            try
            {
                line = await Open();
                Gaps.Enqueue(lost is { } since ? Stopwatch.GetElapsedTime(since) : TimeSpan.Zero);
                await (old?.DisposeAsync() ?? ValueTask.CompletedTask);
                await Task.WhenAny(_again.Task, Task.Delay(Timeout.Infinite, _end.Token));
                var stands = line.State is HubConnectionState.Connected;
                (old, lost, line) = (stands ? line : null, stands ? null : Stopwatch.GetTimestamp(), stands ? null : line);
            }
            catch (Exception) when (!_end.IsCancellationRequested)
            {
                await Task.Delay(Random.Shared.Next(50, 400));
            }
            catch (Exception)
            {
                // It is over.
            }

            await (line?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        await (old?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async Task<HubConnection> Open()
    {
        var again = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var line = new HubConnectionBuilder().WithUrl(
            $"{_url}/hub?webinarId={_webinar}&access_token={Uri.EscapeDataString(await _ticket())}",
            options => (options.Transports, options.SkipNegotiation) = (HttpTransportType.WebSockets, true)).Build();
        try
        {
            line.On<JsonElement>("Frame", frame => Take(line, frame));
            line.On<JsonElement>("Pulse", pulse => Behind(line, pulse.GetProperty("head").GetInt64()));
            line.On<JsonElement>("Notice", notice =>
            {
                if (notice.GetProperty("code").GetString() == "moving")
                {
                    _ = Later(notice.GetProperty("withinMilliseconds").GetInt32(), again);
                }
            });
            line.Closed += _ =>
            {
                if (Ready is { IsCompletedSuccessfully: true } ready && ready.Result == line)
                {
                    Volatile.Write(ref _ready, new(TaskCreationOptions.RunContinuationsAsynchronously));
                }

                again.TrySetResult();
                return Task.CompletedTask;
            };
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
            limit.CancelAfter(TimeSpan.FromSeconds(5));
            await line.StartAsync(limit.Token);
            await Resume(line, limit.Token);
        }
        catch
        {
            await line.DisposeAsync();
            throw;
        }

        _again = again;
        var before = Volatile.Read(ref _ready);
        if (before.Task.IsCompleted)
        {
            Volatile.Write(ref _ready, before = new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        before.SetResult(line);
        return line;
    }

    private static async Task Later(int within, TaskCompletionSource again)
    {
        await Task.Delay(Random.Shared.Next(within));
        again.TrySetResult();
    }

    private async Task Resume(HubConnection line, CancellationToken ct)
    {
        var resumed = await line.InvokeAsync<JsonElement>("Resume", _epoch is null ? null : (long?)Position, _epoch, ct);
        List<JsonElement> messages = [];
        if (resumed.TryGetProperty("snapshot", out var snapshot))
        {
            messages.AddRange(snapshot.GetProperty("messages").EnumerateArray());
            while (messages.Count > 0 && messages.Min(At) is var first && first > Position + 1)
            {
                var older = (await line.InvokeAsync<JsonElement>("History", first, 100, ct)).EnumerateArray().ToList();
                if (older.Count == 0)
                {
                    break;
                }

                messages.AddRange(older);
            }
        }
        else
        {
            messages.AddRange(resumed.GetProperty("events").EnumerateArray().Where(one => one.GetProperty("type").GetString() == "messagePosted"));
        }

        lock (_gate)
        {
            foreach (var message in messages.Where(one => At(one) > _position))
            {
                _said[At(message)] = message.GetProperty("text").GetString()!;
            }

            _epoch = resumed.GetProperty("epoch").GetString();
            _position = Math.Max(_position, resumed.GetProperty("position").GetInt64());
        }
    }

    private void Take(HubConnection line, JsonElement frame)
    {
        lock (_gate)
        {
            if (frame.GetProperty("from").GetInt64() <= _position)
            {
                foreach (var happened in frame.GetProperty("events").EnumerateArray().Where(one => At(one) > _position && one.GetProperty("type").GetString() == "messagePosted"))
                {
                    Doubled += _said.TryAdd(At(happened), happened.GetProperty("text").GetString()!) ? 0 : 1;
                }

                _position = Math.Max(_position, frame.GetProperty("to").GetInt64());
                return;
            }
        }

        Behind(line, frame.GetProperty("to").GetInt64());
    }

    private void Behind(HubConnection line, long head)
    {
        if (_epoch is not null && head > Position)
        {
            _ = Resume(line, _end.Token).ContinueWith(failed => failed.Exception, TaskScheduler.Default);
        }
    }

    private static long At(JsonElement one) => one.GetProperty("position").GetInt64();
}

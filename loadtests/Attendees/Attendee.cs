using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;

namespace Webinars.LoadTests.Attendees;

/// <param name="record">Holds events: a frame, or the answer of a Resume.</param>
/// <param name="repaired">It was asked for again, and may hold what was heard before.</param>
internal delegate void EventsHandler(ReadOnlySpan<byte> record, long at, bool repaired);

/// <summary>One person in a room, who does what docs/protocol.md asks of a browser: applies frames from a position, resumes over gaps, answers pings.</summary>
/// <param name="resumes">False for a server that has no Resume: it is in the room once connected.</param>
/// <param name="hear">Null for one who does not listen.</param>
/// <param name="count">Gets the number of viewers whenever it is told, and whether it is approximate.</param>
internal sealed class Attendee(bool resumes, EventsHandler? hear, Action<long, bool>? count = null) : IAsyncDisposable
{
    private const string ResumeId = "resume";
    private readonly HubSocket _socket = new();
    private readonly CancellationTokenSource _leaving = new();
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<Answer>> _calls = new();
    private Task _reading = Task.CompletedTask;
    private long _calling;
    private long _position;
    private string? _epoch;
    private bool _resuming;

    /// <summary>Resumes because a frame began beyond what it holds.</summary>
    public int Gaps { get; private set; }

    /// <summary>Resumes because a pulse told of more than it holds.</summary>
    public int LateFrames { get; private set; }

    /// <summary>Of everything that it was sent, without what WebSocket adds.</summary>
    public long Bytes { get; private set; }

    public int Frames { get; private set; }

    public int Pulses { get; private set; }

    /// <summary>The server, or the network, ended the connection.</summary>
    public bool IsCutOff { get; private set; }

    /// <param name="door">The hub's address with the ticket.</param>
    public async Task Enter(Uri door, CancellationToken ct)
    {
        await _socket.Connect(door, ct);
        _reading = Listen();
        await _socket.Send(HubJson.Handshake, ct);
        await _entered.Task.WaitAsync(ct);
    }

    /// <summary>Calls a hub method; the answer may be a refusal. Calls of one person are answered in order.</summary>
    public async Task<Answer> Call(string method, params object?[] arguments)
    {
        var id = Interlocked.Increment(ref _calling).ToString();
        var answered = _calls[id] = new TaskCompletionSource<Answer>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await _socket.Send(HubJson.Invocation(id, method, arguments), _leaving.Token);
        }
        catch (Exception broken) when (broken is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            return CutOff();
        }

        return IsCutOff ? CutOff() : await answered.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _reading;
        _socket.Dispose();
        _leaving.Dispose();
    }

    private static Answer CutOff() => new(Stopwatch.GetTimestamp(), 0, "cut-off");

    private async Task Listen()
    {
        try
        {
            await _socket.Read(Take, _leaving.Token);
        }
        catch (Exception broken) when (broken is SocketException or OperationCanceledException)
        {
            // Whoever left or was cut off hears nothing more; the counts say so.
        }
        finally
        {
            IsCutOff = !_leaving.IsCancellationRequested;
            _entered.TrySetException(new RunFailedException("The server closed a connection before it was in the room."));
            foreach (var call in _calls.Values)
            {
                call.TrySetResult(CutOff());
            }
        }
    }

    private void Take(ReadOnlySpan<byte> record)
    {
        Bytes += record.Length + 1;
        if (HubJson.IsFrame(record))
        {
            Frames++;
            TakeFrame(record);
        }
        else if (HubJson.IsPulse(record))
        {
            Pulses++;
            Count(record);
            if (hear is not null && HubJson.Number(record, "\"head\":"u8) > _position && Repair())
            {
                LateFrames++;
            }
        }
        else if (HubJson.IsCompletion(record))
        {
            TakeAnswer(record);
        }
        else if (HubJson.IsPing(record))
        {
            _ = Send(HubJson.Ping);
        }
        else if (!_entered.Task.IsCompleted)
        {
            TakeHandshake(record);
        }
    }

    private void TakeHandshake(ReadOnlySpan<byte> record)
    {
        if (HubJson.Text(record, "\"error\":\""u8) is { } error)
        {
            _entered.TrySetException(new RunFailedException($"The server refused the handshake: {error}"));
        }
        else if (resumes)
        {
            Resume();
        }
        else
        {
            _entered.TrySetResult();
        }
    }

    private void TakeFrame(ReadOnlySpan<byte> record)
    {
        if (hear is null)
        {
            return;
        }

        if (!resumes)
        {
            hear(record, Stopwatch.GetTimestamp(), false);
        }
        else if (HubJson.Number(record, "\"from\":"u8) > _position)
        {
            Gaps += Repair() ? 1 : 0;
        }
        else
        {
            _position = Math.Max(_position, HubJson.Number(record, "\"to\":"u8) ?? 0);
            hear(record, Stopwatch.GetTimestamp(), false);
        }
    }

    private void TakeAnswer(ReadOnlySpan<byte> record)
    {
        var at = Stopwatch.GetTimestamp();
        var id = HubJson.Text(record, "\"invocationId\":\""u8)!;
        var error = HubJson.Text(record, "\"error\":\""u8);
        if (id == ResumeId)
        {
            TakeResumed(record, at, error);
        }
        else if (_calls.TryRemove(id, out var call))
        {
            call.TrySetResult(new Answer(at, HubJson.Number(record, "\"position\":"u8) ?? 0, error?.Split(": ")[^1]));
        }
    }

    private void TakeResumed(ReadOnlySpan<byte> record, long at, string? error)
    {
        if (error is not null)
        {
            _entered.TrySetException(new RunFailedException($"Resume was refused: {error}"));
            return;
        }

        _resuming = false;
        _epoch = HubJson.Text(record, "\"epoch\":\""u8);
        _position = Math.Max(_position, HubJson.Number(record, "\"position\":"u8) ?? 0);
        Count(record);
        hear?.Invoke(record, at, true);
        _entered.TrySetResult();
    }

    private void Count(ReadOnlySpan<byte> record)
    {
        if (count is not null && HubJson.Number(record, "\"viewers\":"u8) is { } viewers)
        {
            count(viewers, record.IndexOf("\"approximate\":true"u8) >= 0);
        }
    }

    /// <returns>False when it is being repaired already.</returns>
    private bool Repair()
    {
        if (!resumes || _resuming || !_entered.Task.IsCompleted)
        {
            return false;
        }

        Resume();
        return true;
    }

    private void Resume()
    {
        _resuming = true;
        _ = Send(HubJson.Invocation(ResumeId, "Resume", _epoch is null ? [null, null] : [_position, _epoch]));
    }

    private async Task Send(byte[] records)
    {
        try
        {
            await _socket.Send(records, _leaving.Token);
        }
        catch (Exception broken) when (broken is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The reading end sees it too, and counts it.
        }
    }
}

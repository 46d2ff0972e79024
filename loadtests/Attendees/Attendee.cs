using System.Collections.Concurrent;
using System.Diagnostics;

namespace Webinars.LoadTests.Attendees;

/// <param name="record">Holds events: a frame, or the answer of a Resume.</param>
/// <param name="json">The same as it came; valid only during the call.</param>
/// <param name="repaired">It was asked for again, and may hold what was heard before.</param>
internal delegate void EventsHandler(HubRecord record, ReadOnlySpan<byte> json, long at, bool repaired);

/// <summary>One person in a room, who does what docs/protocol.md asks of a browser: applies frames from a position, resumes over gaps, answers pings.</summary>
/// <remarks>Handlers are called one at a time for all attendees together, and must not wait.</remarks>
internal sealed class Attendee : IAsyncDisposable
{
    private const string ResumeId = "resume";
    private readonly bool _resumes;
    private readonly EventsHandler? _hear;
    private readonly Action<long, bool>? _count;
    private readonly HubSocket _socket;
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ConcurrentDictionary<string, TaskCompletionSource<Answer>>? _calls;
    private long _calling;
    private long _position;
    private string? _epoch;
    private bool _resuming;

    /// <param name="resumes">False for a server that has no Resume: it is in the room once connected.</param>
    /// <param name="hear">Null for one who does not listen.</param>
    /// <param name="count">Gets the number of viewers whenever it is told, and whether it is approximate.</param>
    public Attendee(bool resumes, EventsHandler? hear, Action<long, bool>? count = null)
    {
        (_resumes, _hear, _count) = (resumes, hear, count);
        _socket = new HubSocket(Take, End);
    }

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
        _socket.Send(HubJson.Handshake);
        await _entered.Task.WaitAsync(ct);
    }

    /// <summary>Calls a hub method; the answer may be a refusal. Calls of one person are answered in order.</summary>
    public Task<Answer> Call(string method, params object?[] arguments)
    {
        // Most only listen, and need none.
        var calls = _calls ?? Interlocked.CompareExchange(ref _calls, new(), null) ?? _calls;
        var id = Interlocked.Increment(ref _calling).ToString();
        var answered = calls[id] = new TaskCompletionSource<Answer>(TaskCreationOptions.RunContinuationsAsynchronously);
        return _socket.Send(HubJson.Invocation(id, method, arguments)) && !IsCutOff ? answered.Task : Task.FromResult(CutOff());
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        AnswerAll();
        return ValueTask.CompletedTask;
    }

    private static Answer CutOff() => new(Stopwatch.GetTimestamp(), 0, "cut-off");

    private void End()
    {
        IsCutOff = true;
        _entered.TrySetException(new RunFailedException("The server closed a connection before it was in the room."));
        AnswerAll();
    }

    private void AnswerAll()
    {
        foreach (var call in _calls?.Values ?? [])
        {
            call.TrySetResult(CutOff());
        }
    }

    private void Take(HubRecord record, ReadOnlySpan<byte> json, long at)
    {
        Bytes += json.Length + 1;
        switch (record.Kind)
        {
            case RecordKind.Frame:
                Frames++;
                TakeFrame(record, json, at);
                break;
            case RecordKind.Pulse:
                Pulses++;
                TakePulse(record);
                break;
            case RecordKind.Completion:
                TakeAnswer(record, json, at);
                break;
            case RecordKind.Ping:
                _socket.Send(HubJson.Ping);
                break;
            default:
                TakeHandshake(json);
                break;
        }
    }

    private void TakeHandshake(ReadOnlySpan<byte> json)
    {
        if (_entered.Task.IsCompleted || _resuming)
        {
            return;
        }

        if (HubJson.Text(json, "\"error\":\""u8) is { } error)
        {
            _entered.TrySetException(new RunFailedException($"The server refused the handshake: {error}"));
        }
        else if (_resumes)
        {
            Resume();
        }
        else
        {
            _entered.TrySetResult();
        }
    }

    private void TakeFrame(HubRecord frame, ReadOnlySpan<byte> json, long at)
    {
        if (_hear is null)
        {
            return;
        }

        if (_resumes && frame.From > _position)
        {
            Gaps += Repair() ? 1 : 0;
            return;
        }

        _position = Math.Max(_position, frame.To);
        _hear(frame, json, at, false);
    }

    private void TakePulse(HubRecord pulse)
    {
        Count(pulse);
        if (_hear is not null && pulse.To > _position && Repair())
        {
            LateFrames++;
        }
    }

    private void TakeAnswer(HubRecord answer, ReadOnlySpan<byte> json, long at)
    {
        var id = HubJson.Text(json, "\"invocationId\":\""u8)!;
        var error = HubJson.Text(json, "\"error\":\""u8);
        if (id == ResumeId)
        {
            TakeResumed(answer, json, at, error);
        }
        else if (_calls is not null && _calls.TryRemove(id, out var call))
        {
            call.TrySetResult(new Answer(at, answer.To, error?.Split(": ")[^1]));
        }
    }

    private void TakeResumed(HubRecord answer, ReadOnlySpan<byte> json, long at, string? error)
    {
        if (error is not null)
        {
            _entered.TrySetException(new RunFailedException($"Resume was refused: {error}"));
            return;
        }

        _resuming = false;
        _epoch = HubJson.Text(json, "\"epoch\":\""u8);
        _position = Math.Max(_position, answer.To);
        Count(answer);
        _hear?.Invoke(answer, json, at, true);
        _entered.TrySetResult();
    }

    private void Count(HubRecord record)
    {
        if (record.Viewers is { } viewers)
        {
            _count?.Invoke(viewers, record.IsApproximate);
        }
    }

    /// <returns>False when it is being repaired already.</returns>
    private bool Repair()
    {
        if (!_resumes || _resuming || !_entered.Task.IsCompleted)
        {
            return false;
        }

        Resume();
        return true;
    }

    private void Resume()
    {
        _resuming = true;
        _socket.Send(HubJson.Invocation(ResumeId, "Resume", _epoch is null ? [null, null] : [_position, _epoch]));
    }
}

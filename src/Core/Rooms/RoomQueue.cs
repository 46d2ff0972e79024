using System.Diagnostics;
using System.Threading.Channels;
using Webinars.Storage;
using Webinars.Telemetry;

namespace Webinars.Rooms;

/// <summary>What waits for a room's loop: actions, and reasons to look at the log. One reads.</summary>
internal sealed class RoomQueue
{
    private const int Most = 4_096;
    private const int Turn = 200;

    private readonly Channel<Queued> _queue = Channel.CreateBounded<Queued>(new BoundedChannelOptions(Most) { SingleReader = true });
    private Queued? _held;

    /// <summary>0 to 1.</summary>
    public double Fill => (double)_queue.Reader.Count / Most;

    /// <returns>False when it is full, or complete.</returns>
    public bool TryAdd(Queued waiting) => _queue.Writer.TryWrite(waiting);

    /// <summary>There is a reason to look at the log.</summary>
    public void Nudge() => _queue.Writer.TryWrite(new Queued(null));

    public void Complete() => _queue.Writer.TryComplete();

    /// <returns>False when it is complete and empty.</returns>
    public async ValueTask<bool> Wait() => _held is not null || await _queue.Reader.WaitToReadAsync();

    /// <summary>Takes what goes into one turn. A retry that overtakes its first try waits for the next one: a store sees each receipt key once in a turn.</summary>
    public void Gather(List<Queued> turn)
    {
        turn.Clear();
        var keys = new HashSet<(Guid, string)>();
        while (turn.Count < Turn && (_held ?? Next()) is { } waiting)
        {
            _held = null;
            if (waiting.Action is null)
            {
                continue;
            }

            if (!keys.Add((waiting.Action.By.Id, waiting.Action.ClientId)))
            {
                _held = waiting;
                break;
            }

            turn.Add(waiting);
        }

        Queued? Next() => _queue.Reader.TryRead(out var next) ? next : null;
    }
}

/// <summary>An action and whom to tell; without an action only a reason to look at the log.</summary>
internal sealed record Queued(RoomAction? Action)
{
    public TaskCompletionSource<Receipt> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Under which it was asked, where that is traced.</summary>
    public ActivityContext Cause { get; } = Traces.Here;

    /// <param name="refusal">Why the turn has no entry for it; null when it changed nothing.</param>
    /// <param name="position">Of the room, for what changed nothing.</param>
    public void Answer(Outcome outcome, Refusal? refusal, long position)
    {
        switch (outcome.Kind)
        {
            case OutcomeKind.Committed:
                Done.SetResult(new Receipt(outcome.Position, false));
                break;
            case OutcomeKind.Duplicate:
                Done.SetResult(new Receipt(outcome.Position, true));
                break;
            case OutcomeKind.Undecided when refusal is null:
                Done.SetResult(new Receipt(position, true));
                break;
            default:
                Done.SetException(outcome.Error ?? new RefusedException(refusal ?? Refusal.IdempotencyConflict));
                break;
        }
    }
}

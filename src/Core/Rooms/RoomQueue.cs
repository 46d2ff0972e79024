using System.Threading.Channels;

namespace Webinars.Rooms;

/// <summary>What is asked of one room, gathered into turns.</summary>
internal sealed class RoomQueue
{
    private const int Most = 4_096;
    private const int Turn = 200;

    private readonly Channel<Asked> _waiting = Channel.CreateBounded<Asked>(new BoundedChannelOptions(Most) { SingleReader = true });
    private Asked? _held;

    /// <summary>0 to 1.</summary>
    public double Filled => (double)_waiting.Reader.Count / Most;

    /// <returns>False when it is full, or closed.</returns>
    public bool Add(Asked waiting) => _waiting.Writer.TryWrite(waiting);

    /// <summary>What is in it is still given out; nothing more is taken.</summary>
    public void Close() => _waiting.Writer.TryComplete();

    /// <summary>Waits for something, then takes what there is, up to a turn. Empty when there was only a reason to look at the log.</summary>
    /// <returns>Null once it is closed and empty.</returns>
    public async ValueTask<List<Asked>?> Next() => _held is not null || await _waiting.Reader.WaitToReadAsync() ? Gather() : null;

    /// <summary>A retry that overtakes its first try waits for the next turn: a store sees each receipt key once in a turn.</summary>
    private List<Asked> Gather()
    {
        var turn = new List<Asked>();
        var keys = new HashSet<(Guid, string)>();
        while (turn.Count < Turn && (_held ?? Take()) is { } waiting)
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

        return turn;
    }

    private Asked? Take() => _waiting.Reader.TryRead(out var next) ? next : null;
}

/// <summary>An action and whom to tell; without an action only a reason to look at the log.</summary>
internal sealed record Asked(RoomAction? Action)
{
    public TaskCompletionSource<Receipt> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

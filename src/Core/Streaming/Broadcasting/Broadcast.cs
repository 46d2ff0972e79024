namespace Webinars.Streaming.Broadcasting;

/// <summary>A broadcast from a browser, from its being asked for to its being gone.</summary>
public sealed class Broadcast : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Func<Broadcast, Task> _forget;
    private readonly CancellationTokenSource _over = new();
    private readonly TaskCompletionSource _takenOver = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IBroadcastPipe? _pipe;

    /// <param name="forget">Called once it sends no more.</param>
    internal Broadcast(Guid host, Func<Broadcast, Task> forget) => (Host, _forget) = (host, forget);

    /// <summary>What the recording is written to.</summary>
    public IBroadcastPipe Pipe => _pipe!;

    /// <summary>The same host goes on elsewhere.</summary>
    public Task TakenOver => _takenOver.Task;

    internal Guid Id { get; } = Guid.CreateVersion7();

    internal Guid Host { get; }

    /// <summary>It ends.</summary>
    internal CancellationToken Over => _over.Token;

    public async ValueTask DisposeAsync()
    {
        _takenOver.TrySetResult();
        await _over.CancelAsync();
        if (_pipe is not null)
        {
            await _pipe.DisposeAsync();
        }

        await _forget(this);
        _gone.TrySetResult();
    }

    /// <exception cref="RefusedException">taken-over: even before it began; busy.</exception>
    internal void Begin(Func<IBroadcastPipe?> open)
    {
        lock (_gate)
        {
            if (_takenOver.Task.IsCompleted)
            {
                throw new RefusedException(Refusal.TakenOver);
            }

            _pipe = open() ?? throw new RefusedException(Refusal.Busy);
        }
    }

    /// <summary>Until it is gone: whoever holds it disposes it then.</summary>
    internal Task GiveWay()
    {
        lock (_gate)
        {
            _takenOver.TrySetResult();
            _pipe?.Abort();
        }

        return _gone.Task;
    }
}

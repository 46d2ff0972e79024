using Webinars.Storage;

namespace Webinars.Adapters.Postgres;

/// <summary>Commits at the same time, and how many more may wait: reads keep connections of their own, and memory has an end.</summary>
internal sealed class CommitQueue(int running, int limit) : IAsyncDisposable
{
    private readonly SemaphoreSlim _slots = new(running);
    private int _waiting;

    /// <exception cref="StoreBusyException">As many as may are waiting already.</exception>
    public async Task<T> Run<T>(Func<Task<T>> commit, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (!_slots.Wait(0, CancellationToken.None))
        {
            await Wait(ct);
        }

        try
        {
            return await commit();
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>Returns when nothing runs any more; who comes later hears that it is closed.</summary>
    public async ValueTask DisposeAsync()
    {
        for (var slot = 0; slot < running; slot++)
        {
            await _slots.WaitAsync();
        }

        _slots.Dispose();
    }

    private async Task Wait(CancellationToken ct)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > limit)
            {
                throw new StoreBusyException();
            }

            await _slots.WaitAsync(ct);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}

using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Webinars.Storage;

namespace Webinars.Adapters.LiteDb;

/// <summary>
/// The only thread that writes: takes what waits, saves it in one transaction, and acknowledges when that is durable.
/// The more is waiting, the more share the price of a sync.
/// </summary>
internal sealed partial class Writer : IAsyncDisposable
{
    /// <summary>Actions in one transaction: more would gain little and keep the first ones waiting.</summary>
    private const int MaxParts = 200;

    private readonly Database _database;
    private readonly ILogger _logger;
    private readonly Action<string, Exception> _crash;
    private readonly Channel<Work> _queue;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _closing;

    /// <param name="crash">Ends the process: after a storage failure nobody knows what is saved, until it is opened anew.</param>
    public Writer(Database database, int queueLimit, ILogger logger, Action<string, Exception> crash)
    {
        (_database, _logger, _crash) = (database, logger, crash);
        _queue = Channel.CreateBounded<Work>(new BoundedChannelOptions(queueLimit) { SingleReader = true });
        new Thread(Run) { Name = "store writer", IsBackground = true }.Start();
    }

    /// <exception cref="StoreBusyException">The queue is full.</exception>
    /// <exception cref="ObjectDisposedException">The store is closing.</exception>
    public void Enqueue(Work work)
    {
        if (!_queue.Writer.TryWrite(work))
        {
            ObjectDisposedException.ThrowIf(_closing, this);
            throw new StoreBusyException();
        }
    }

    /// <summary>Saves what was enqueued before, and ends the thread.</summary>
    public async ValueTask DisposeAsync()
    {
        _closing = true;
        _queue.Writer.TryComplete();
        await _stopped.Task;
    }

    private void Run()
    {
        try
        {
            while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                SaveTogether(Take());
                if (_database.CheckpointIfDue())
                {
                    Log.Checkpointed(_logger);
                }
            }

            _database.Checkpoint();
        }
        catch (Exception e)
        {
            Log.Broken(_logger, e);
            _crash("The store cannot be trusted to have saved what it was told; stopping, so that it is opened anew. " + e, e);
        }
        finally
        {
            _stopped.SetResult();
        }
    }

    private List<Work> Take()
    {
        var works = new List<Work>();
        var parts = 0;
        while (_queue.Reader.TryPeek(out var next) && (works.Count == 0 || parts + next.Parts <= MaxParts) && _queue.Reader.TryRead(out next))
        {
            works.Add(next);
            parts += next.Parts;
        }

        return works;
    }

    private void SaveTogether(List<Work> works)
    {
        var draft = new Draft(_database);
        var together = new List<Work>();
        var alone = new List<Work>();
        foreach (var work in works)
        {
            var own = draft.Over();
            try
            {
                work.Stage(own, [.. Enumerable.Range(0, work.Parts)]);
                own.Keep();
                together.Add(work);
            }
            catch (Exception e) when (!Database.IsBroken(e))
            {
                alone.Add(work);
            }
        }

        try
        {
            Save(draft);
            together.ForEach(work => work.Acknowledge());
        }
        catch (Exception e) when (!Database.IsBroken(e))
        {
            Log.Poisoned(_logger, together.Count, e.GetType().Name); // its message may quote a key
            alone.InsertRange(0, together);
        }

        alone.ForEach(SaveAlone);
    }

    /// <summary>Each part in a transaction of its own, so that nothing fails but what cannot be saved.</summary>
    private void SaveAlone(Work work)
    {
        for (var part = 0; part < work.Parts; part++)
        {
            try
            {
                var draft = new Draft(_database);
                work.Stage(draft, [part]);
                Save(draft);
            }
            catch (Exception e) when (!Database.IsBroken(e))
            {
                work.Fail(part, e);
            }
        }

        work.Stage(new Draft(_database), []);
        work.Acknowledge();
    }

    private void Save(Draft draft)
    {
        if (!draft.IsEmpty)
        {
            _database.Save(draft);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Critical, "The store has failed")]
        public static partial void Broken(ILogger logger, Exception error);

        [LoggerMessage(LogLevel.Warning, "{Works} commits could not be saved together ({Error}); saving them one by one")]
        public static partial void Poisoned(ILogger logger, int works, string error);

        [LoggerMessage(LogLevel.Debug, "Checkpoint")]
        public static partial void Checkpointed(ILogger logger);
    }
}

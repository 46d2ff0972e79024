using System.Reflection;
using LiteDB;
using LiteDB.Engine;
using Webinars.Adapters.LiteDb.Pages;

namespace Webinars.Adapters.LiteDb;

/// <summary>
/// LiteDB's engine with our page streams: snapshots for any thread, durable transactions for the one thread that writes.
/// A snapshot is answered only when everything that it shows is durable: what nobody can lose is all that anybody sees.
/// </summary>
internal sealed class Database : IDisposable
{
    private const int Page = 1_000;

    // LiteDB takes 100 open transactions at most; a few are enough, as a reader never waits while it reads.
    private readonly SemaphoreSlim _readers = new(16);
    private readonly ReaderWriterLockSlim _snapshots = new();
    private readonly IPageFile _data;
    private readonly IPageFile _log;
    private readonly LogStream _logStream;
    private readonly LiteDbOptions _options;
    private readonly LiteEngine _engine;
    private readonly Func<long> _logEnd;
    private readonly Lock _standing = new();
    private TaskCompletionSource? _asked;
    private bool _still;
    private TaskCompletionSource _durable = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Database(IPageFile data, IPageFile log, LiteDbOptions options)
    {
        (_data, _log, _options) = (data, log, options);
        _logStream = new LogStream(log);
        _logStream.TrimUnconfirmed();
        StartAnewIfNothingWasSaved();
        _engine = new LiteEngine(new EngineSettings
        {
            DataStream = new PageStream(data),
            LogStream = _logStream,
            Collation = Collation.Binary, // the default takes abc for ABC
        });
        _logEnd = LogEnd(_engine);
        if (_logEnd() != log.Length)
        {
            throw new NotSupportedException($"LiteDB says that its log has {_logEnd()} bytes; it has {log.Length}.");
        }

        _engine.Pragma("CHECKPOINT", 0); // its own checkpoint never comes while anybody reads
        foreach (var collection in Ids.Collections)
        {
            _engine.Insert(collection, [], BsonAutoId.ObjectId); // adds the collection, so that later transactions need not
        }

        _logStream.Settle(_logEnd(), _options.WriteLimit);
        Checkpoint();
        _durable.SetResult();
    }

    /// <summary>What <paramref name="read"/> makes of one state of the database; it runs at once and must be short.</summary>
    public async Task<T> Read<T>(Func<T> read, CancellationToken ct)
    {
        Task durable;
        T result;
        await _readers.WaitAsync(ct);
        try
        {
            _snapshots.EnterReadLock();
            try
            {
                result = read();
                durable = _durable.Task;
            }
            finally
            {
                _snapshots.ExitReadLock();
            }
        }
        finally
        {
            _readers.Release();
        }

        await durable.WaitAsync(ct);
        return result;
    }

    public BsonDocument? Get(string collection, string id)
    {
        using var reader = _engine.Query(collection, new Query { Where = { BsonExpression.Create("$._id = @0", id) }, Limit = 1 });
        return reader.Read() ? reader.Current.AsDocument : null;
    }

    /// <summary>Those of these ids that there are. One question: each costs LiteDB a transaction.</summary>
    public List<BsonDocument> Get(string collection, List<string> ids) =>
        ids.Count == 0 ? [] : Rows(collection, new Query { Where = { BsonExpression.Create("$._id IN @0", new BsonArray(ids.ConvertAll(id => new BsonValue(id)))) } });

    /// <summary>Rows with an id in [<paramref name="first"/>, <paramref name="last"/>], by ordinal order of id.</summary>
    /// <param name="holds">How many of <paramref name="max"/> a row is; null: one.</param>
    public List<BsonDocument> Range(string collection, string first, string last, int max, bool descending = false, Func<BsonDocument, int>? holds = null)
    {
        if (max <= 0 || string.CompareOrdinal(first, last) > 0)
        {
            return [];
        }

        return Rows(collection, new Query
        {
            Where = { BsonExpression.Create("$._id BETWEEN @0 AND @1", first, last) },
            OrderBy = "$._id",
            Order = descending ? Query.Descending : Query.Ascending,
            Limit = max,
        }, max, holds);
    }

    /// <summary>All rows behind an id, in ordinal order, a thousand at a time while they are asked for.</summary>
    /// <remarks>No query stays open between two rows: LiteDB holds its lock in the name of the thread, and who awaits between them goes on in another.</remarks>
    public IEnumerable<BsonDocument> After(string collection, string id)
    {
        for (var rows = PageAfter(collection, id); rows.Count > 0; rows = rows.Count < Page ? [] : PageAfter(collection, rows[^1]["_id"].AsString))
        {
            foreach (var row in rows)
            {
                yield return row;
            }
        }
    }

    /// <summary>How many rows have an id in [<paramref name="first"/>, <paramref name="last"/>]; only ids are read.</summary>
    public int Count(string collection, string first, string last)
    {
        if (string.CompareOrdinal(first, last) > 0)
        {
            return 0;
        }

        using var reader = _engine.Query(collection, new Query { Where = { BsonExpression.Create("$._id BETWEEN @0 AND @1", first, last) }, Select = BsonExpression.Create("$._id") });
        var count = 0;
        while (reader.Read())
        {
            count++;
        }

        return count;
    }

    /// <summary>Saves in one transaction, durable when it returns.</summary>
    /// <exception cref="IOException">It may be saved or not: the process must not go on.</exception>
    public void Save(Draft draft)
    {
        try
        {
            _engine.BeginTrans();
            draft.Write(_engine);
        }
        catch (Exception e) when (!IsBroken(e))
        {
            _engine.Rollback();
            throw;
        }

        try
        {
            _snapshots.EnterWriteLock();
            try
            {
                _durable = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _engine.Commit();
            }
            finally
            {
                _snapshots.ExitWriteLock();
            }

            _logStream.Settle(_logEnd(), _options.WriteLimit);
            _durable.SetResult();
        }
        catch (Exception e)
        {
            throw new IOException("A transaction could not be made durable.", e);
        }
    }

    /// <summary>Moves the log into the data file when it has grown; readers wait meanwhile.</summary>
    /// <returns>Whether it had.</returns>
    public bool CheckpointIfDue()
    {
        lock (_standing)
        {
            if (_still || (_asked is null && _log.Length <= _options.CheckpointBytes))
            {
                return false;
            }

            Checkpoint();
            _still = _asked is not null;
            _asked?.SetResult();
            _asked = null;
            return true;
        }
    }

    /// <summary>Asks the writer to move the log into the data file after its next commit, and from then on to leave that file alone: commits go on, into the log.</summary>
    /// <returns>Done when the data file stands still and holds all that was saved until then. One asks at a time.</returns>
    public Task StandStill()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_standing)
        {
            _asked = asked;
        }

        return asked.Task;
    }

    public void MoveOn()
    {
        lock (_standing)
        {
            (_asked, _still) = (null, false);
        }
    }

    /// <summary>Reads the data file while it stands still.</summary>
    public void CopyTo(Stream to, CancellationToken ct)
    {
        var (bytes, length) = (new byte[1 << 20], _data.Length);
        for (var position = 0L; position < length;)
        {
            ct.ThrowIfCancellationRequested();
            var read = _data.Read(position, bytes.AsSpan(0, (int)Math.Min(bytes.Length, length - position)));
            to.Write(bytes, 0, read);
            position += read;
        }
    }

    public void Checkpoint()
    {
        _snapshots.EnterWriteLock();
        try
        {
            _engine.Checkpoint();
        }
        finally
        {
            _snapshots.ExitWriteLock();
        }
    }

    /// <summary>After these nothing may be acknowledged any more.</summary>
    public static bool IsBroken(Exception e) =>
        e is IOException or LiteException { ErrorCode: LiteException.INVALID_DATAFILE_STATE or LiteException.ENGINE_DISPOSED };

    public void Dispose()
    {
        _engine.Dispose();
        _data.Dispose();
        _log.Dispose();
        _readers.Dispose();
        _snapshots.Dispose();
    }

    private List<BsonDocument> PageAfter(string collection, string id) =>
        Rows(collection, new Query { Where = { BsonExpression.Create("$._id > @0", id) }, OrderBy = "$._id", Limit = Page });

    private List<BsonDocument> Rows(string collection, Query query, int max = int.MaxValue, Func<BsonDocument, int>? holds = null)
    {
        using var reader = _engine.Query(collection, query);
        var rows = new List<BsonDocument>();
        for (var left = max; left > 0 && reader.Read(); left -= holds?.Invoke(rows[^1]) ?? 1)
        {
            rows.Add(reader.Current.AsDocument);
        }

        return rows;
    }

    /// <summary>A power cut during the very first start may leave half a header; before anything was committed there is nothing to keep.</summary>
    private void StartAnewIfNothingWasSaved()
    {
        if (_log.Length == 0 && _data.Length <= PageStream.PageSize)
        {
            _data.SetLength(0);
        }
        else if (_data.Length == 0)
        {
            throw new InvalidDataException("There is a log of another data file beside an empty one. Restore the data file, or remove the log.");
        }
    }

    /// <summary>Where the log will end when LiteDB's queue has been written; its public sources for this copy the whole page cache's list.</summary>
    private static Func<long> LogEnd(LiteEngine engine)
    {
        const BindingFlags Private = BindingFlags.Instance | BindingFlags.NonPublic;
        var disk = typeof(LiteEngine).GetField("_disk", Private)?.GetValue(engine);
        var length = disk?.GetType().GetField("_logLength", Private);
        return length?.FieldType == typeof(long)
            ? () => (long)length.GetValue(disk)! + PageStream.PageSize
            : throw new NotSupportedException("This LiteDB is not the 5.0.20 that the store was built for: LiteEngine._disk._logLength is missing.");
    }
}

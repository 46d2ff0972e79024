using LiteDB;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Webinars.Adapters.LiteDb.Backups;
using Webinars.Adapters.LiteDb.Pages;
using Webinars.Storage;

namespace Webinars.Adapters.LiteDb;

/// <summary>The store in one LiteDB file, for one process.</summary>
public sealed partial class LiteDbStore : IStore, IAsyncDisposable
{
    private const string DataFile = "webinars.db";

    private readonly Database _database;
    private readonly Writer _writer;
    private readonly SemaphoreSlim _copying = new(1);
    private readonly LiteDbOptions _options;
    private int _disposed;

    /// <summary>Opens the file; what a killed process left in its log is taken over.</summary>
    /// <exception cref="StoreInUseException">Another process has it open.</exception>
    public LiteDbStore(IOptions<LiteDbOptions> options, ILogger<LiteDbStore> logger)
        : this(options.Value, Open(options.Value.Path), logger, Environment.FailFast)
    {
        Log.Opened(logger, options.Value.Path);
    }

    internal LiteDbStore(LiteDbOptions options, (IPageFile Data, IPageFile Log) files, ILogger logger, Action<string, Exception> crash)
    {
        _options = options;
        try
        {
            _database = new Database(files.Data, files.Log, options);
            if (BackupFile.IsOne(_database))
            {
                Log.Restored(logger, BackupFile.Renew(_database));
            }
        }
        catch
        {
            files.Data.Dispose();
            files.Log.Dispose();
            throw;
        }

        _writer = new Writer(_database, options.QueueLimit, logger, crash);
    }

    public async Task Commit(Batch batch, CancellationToken ct)
    {
        StoredText.Check(batch);
        await Change(
            draft =>
            {
                draft.Apply(batch.Documents, batch.Deliveries);
                return true;
            },
            ct);
    }

    public async Task<TurnResult> Commit(ITurn turn, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var work = new Turn(turn);
        _writer.Enqueue(work);
        return await work.Done.WaitAsync(ct);
    }

    public Task<Document?> Get(string kind, string id, CancellationToken ct) => _database.Read(() => Document(kind, id), ct);

    public Task<Document?> GetByKey(string kind, string index, string value, CancellationToken ct) => _database.Read(
        () => _database.Range(Ids.Keys, Ids.UniqueKey(kind, index, value), Ids.KeysAfter(kind, index, value), 1) is [var key]
            ? Document(kind, DocumentId(key))
            : null,
        ct);

    public Task<IReadOnlyList<Document>> Find(string kind, string index, string from, string to, int max, bool descending, CancellationToken ct) =>
        _database.Read<IReadOnlyList<Document>>(
            () => _database.Range(Ids.Keys, Ids.KeysFrom(kind, index, from), Ids.KeysFrom(kind, index, to), max, descending)
                .ConvertAll(key => Document(kind, DocumentId(key))!),
            ct);

    public Task<int> Count(string kind, string index, string from, string to, CancellationToken ct) =>
        _database.Read(() => _database.Count(Ids.Keys, Ids.KeysFrom(kind, index, from), Ids.KeysFrom(kind, index, to)), ct);

    public Task<IReadOnlyList<StoredEvent>> ReadLog(Guid room, long after, int max, CancellationToken ct) =>
        _database.Read<IReadOnlyList<StoredEvent>>(
            () => [.. _database.Range(Ids.Events, Ids.Event(room, after + 1), Ids.Event(room, Ids.MaxPosition), max, holds: row => EventRow.CountAfter(row, after))
                .SelectMany(EventRow.Read).Where(one => one.Position > after).Take(max)],
            ct);

    public Task<LogHead?> Head(Guid room, CancellationToken ct) =>
        _database.Read(() => DraftRows.Head(_database.Get(Ids.Heads, Ids.Room(room))), ct);

    public Task<IReadOnlyDictionary<Guid, long>> Heads(IReadOnlyCollection<Guid> rooms, CancellationToken ct) =>
        _database.Read<IReadOnlyDictionary<Guid, long>>(
            () => rooms.Distinct()
                .Select(room => (room, Head: DraftRows.Head(_database.Get(Ids.Heads, Ids.Room(room)))))
                .Where(one => one.Head is not null)
                .ToDictionary(one => one.room, one => one.Head!.Position),
            ct);

    public Task<IReadOnlyList<StoredDelivery>> Due(string kind, DateTimeOffset now, int max, CancellationToken ct) =>
        _database.Read<IReadOnlyList<StoredDelivery>>(
            () => _database.Range(Ids.DeliveriesDue, Ids.DueFrom(kind), Ids.DueAfter(kind, now.UtcTicks), max)
                .ConvertAll(due => Delivery(Ids.LastPart(due["_id"].AsString))),
            ct);

    public Task<IReadOnlyList<DeliveryQueue>> Queues(DateTimeOffset now, int most, CancellationToken ct) =>
        _database.Read<IReadOnlyList<DeliveryQueue>>(() => DeliveryQueues.Count(_database, now, most), ct);

    public Task<bool> Move(StoredDelivery seen, DateTimeOffset? dueAt, Batch with, CancellationToken ct)
    {
        StoredText.Check(with);
        return Change(draft => draft.MoveDelivery(seen, dueAt, with), ct);
    }

    /// <remarks>Its one process and it are on one machine.</remarks>
    public Task<DateTimeOffset> Now(CancellationToken ct) => Task.FromResult(TimeProvider.System.GetUtcNow());

    /// <summary>Gives every room a new epoch, in a folder that nobody has open: after somebody put an older file there, positions were given out that it does not know.</summary>
    /// <returns>How many rooms there are.</returns>
    /// <exception cref="StoreInUseException">Another process has it open.</exception>
    /// <exception cref="FileNotFoundException">There is no store; none is made.</exception>
    public static int NewEpochs(string folder)
    {
        if (!File.Exists(Path.Combine(folder, DataFile)))
        {
            throw new FileNotFoundException($"There is no {DataFile} in {folder}: the setting Store:Path must be the folder that holds it.");
        }

        var (data, log) = Open(folder);
        using var database = new Database(data, log, new LiteDbOptions());
        var rooms = BackupFile.Renew(database);
        database.Checkpoint();
        return rooms;
    }

    /// <summary>Writes for real: a store that cannot write has no other way to show it.</summary>
    public Task Probe(CancellationToken ct) => Change(
        draft =>
        {
            draft.Set(Ids.Probes, "probe", []);
            return true;
        },
        ct);

    /// <summary>Writes a copy of all that is saved while others go on saving. Whoever opens it in place of the store's own file gets new epochs.</summary>
    /// <param name="path">Of the new file; it appears when it is whole and durable.</param>
    public async Task Backup(string path, CancellationToken ct)
    {
        await _copying.WaitAsync(ct);
        try
        {
            var still = _database.StandStill();
            await Probe(ct);
            await still.WaitAsync(ct);
            await Task.Run(() => BackupFile.Write(_database, path, _options, ct), ct);
        }
        finally
        {
            _database.MoveOn();
            _copying.Release();
        }
    }

    /// <summary>Saves what is waiting, moves the log into the data file and lets go of both.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await _copying.WaitAsync();
            await _writer.DisposeAsync();
            _database.Dispose();
            _copying.Dispose();
        }
    }

    private static (IPageFile Data, IPageFile Log) Open(string folder)
    {
        Directory.CreateDirectory(folder);
        var data = new PageFile(Path.Combine(folder, DataFile));
        try
        {
            return (data, new PageFile(Path.Combine(folder, "webinars-log.db")));
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    private async Task<T> Change<T>(Func<Draft, T> stage, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var work = new Change<T>(stage);
        _writer.Enqueue(work);
        return await work.Done.WaitAsync(ct);
    }

    private static string DocumentId(BsonDocument key) =>
        Ids.LastPart(key["_id"].AsString) is { Length: > 0 } id ? id : key["i"].AsString;

    private Document? Document(string kind, string id) =>
        _database.Get(Ids.Documents, Ids.Document(kind, id)) is { } row ? new Document(kind, id, row["v"].AsInt64, row["j"].AsString) : null;

    private StoredDelivery Delivery(string key)
    {
        var row = _database.Get(Ids.Deliveries, key)!;
        return new StoredDelivery(key, row["k"].AsString, row["j"].AsString, new DateTimeOffset(row["d"].AsInt64, TimeSpan.Zero));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The file is a backup: {Rooms} rooms have a new epoch, browsers begin anew with a snapshot")]
        public static partial void Restored(ILogger logger, int rooms);

        [LoggerMessage(LogLevel.Information, "The store in {Folder} is open")]
        public static partial void Opened(ILogger logger, string folder);
    }
}

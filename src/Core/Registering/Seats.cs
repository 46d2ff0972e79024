using System.Collections.Concurrent;
using System.Text.Json.Serialization;
using Webinars.Storage;

namespace Webinars.Registering;

/// <summary>How many seats of a webinar are taken: one document, saved with every registration that takes or frees one.</summary>
public sealed class SeatStore(IStore store)
{
    private const string Kind = "seats";

    /// <summary>Every seat of a webinar is one document, and all come when it is announced.</summary>
    private const int AttemptsInRush = 100;

    /// <summary>Those of one node decide one after the other, so that only nodes race for the document.</summary>
    private readonly ConcurrentDictionary<Guid, SemaphoreSlim> _lines = new();

    public async Task<Seats> Get(Guid webinar, CancellationToken ct) => await store.Get(Kind, webinar.ToString(), ct) is { } document
        ? document.Read<Seats>()! with { Version = document.Version }
        : new Seats(webinar, 0);

    public static Put ToPut(Seats seats) => StoredJson.Put(Kind, seats.Webinar.ToString(), seats, seats.Version, []);

    /// <summary>Reads, decides and saves; again when another node was quicker.</summary>
    public async Task<T> InLine<T>(Guid webinar, Func<Task<T>> readDecideSave, CancellationToken ct)
    {
        var line = _lines.GetOrAdd(webinar, _ => new SemaphoreSlim(1));
        await line.WaitAsync(ct);
        try
        {
            return await Retry.WhenStale(readDecideSave, AttemptsInRush);
        }
        finally
        {
            line.Release();
        }
    }
}

public sealed record Seats(Guid Webinar, int Taken)
{
    [JsonIgnore]
    public long Version { get; init; }
}

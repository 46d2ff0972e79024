using System.Collections.Concurrent;
using System.Text.Json;
using Webinars.Storage;

namespace Webinars.Rooms.Handouts;

/// <param name="Name">Fit to be a file's name anywhere, with the ending of its type.</param>
public sealed record StoredFile(string Name, string Type, byte[] Content);

/// <summary>The files that were handed out, as documents.</summary>
public sealed class HandoutFiles(IStore store)
{
    private const string Kind = "handout-file";

    private readonly ConcurrentDictionary<string, Lazy<Task<StoredFile?>>> _reading = new();

    /// <summary>Null when there is none, or none any more.</summary>
    public async Task<StoredFile?> Get(Guid webinar, long handout, CancellationToken ct)
    {
        // What is handed out everybody takes at once: all who come while it is read share the megabytes.
        var id = IdOf(webinar, handout);
        var reading = _reading.GetOrAdd(id, _ => new Lazy<Task<StoredFile?>>(() => Read(id)));
        try
        {
            return await reading.Value.WaitAsync(ct);
        }
        finally
        {
            _reading.TryRemove(KeyValuePair.Create(id, reading));
        }
    }

    internal static string Write(StoredFile file) => JsonSerializer.Serialize(file, StoredJson.Options);

    /// <param name="json">Null deletes it.</param>
    internal static Put ToPut(Guid webinar, long handout, string? json) => new(Kind, IdOf(webinar, handout), json, json is null ? null : 0);

    private async Task<StoredFile?> Read(string id) => (await store.Get(Kind, id, CancellationToken.None)).Read<StoredFile>();

    private static string IdOf(Guid webinar, long handout) => $"{webinar}.{handout}";
}

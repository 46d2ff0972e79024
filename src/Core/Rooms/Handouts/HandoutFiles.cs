using System.Text.Json;
using Webinars.Storage;

namespace Webinars.Rooms.Handouts;

/// <param name="Name">Fit to be a file's name anywhere, with the ending of its type.</param>
public sealed record StoredFile(string Name, string Type, byte[] Content);

/// <summary>The files that were handed out, as documents.</summary>
public sealed class HandoutFiles(IStore store)
{
    private const string Kind = "handout-file";

    /// <summary>Null when there is none, or none any more.</summary>
    public async Task<StoredFile?> Get(Guid webinar, long handout, CancellationToken ct) => (await store.Get(Kind, IdOf(webinar, handout), ct)).Read<StoredFile>();

    internal static string Write(StoredFile file) => JsonSerializer.Serialize(file, StoredJson.Options);

    /// <param name="json">Null deletes it.</param>
    internal static Put ToPut(Guid webinar, long handout, string? json) => new(Kind, IdOf(webinar, handout), json, json is null ? null : 0);

    private static string IdOf(Guid webinar, long handout) => $"{webinar}.{handout}";
}

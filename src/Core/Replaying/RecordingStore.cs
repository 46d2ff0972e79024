using Webinars.Storage;

namespace Webinars.Replaying;

/// <summary>Recordings as documents, one for a webinar.</summary>
public sealed class RecordingStore(IStore store)
{
    private const string Kind = "recording";

    public async Task<Recording?> Get(Guid webinar, CancellationToken ct) =>
        await store.Get(Kind, webinar.ToString(), ct) is { } document ? document.Read<Recording>()! with { Version = document.Version } : null;

    public static Put ToPut(Recording recording) => StoredJson.Put(Kind, recording.WebinarId.ToString(), recording, recording.Version, []);
}

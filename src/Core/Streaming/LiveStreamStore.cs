using Webinars.Scheduling;
using Webinars.Storage;

namespace Webinars.Streaming;

/// <summary>Live streams as documents: one for a webinar, found by the vendor's id too.</summary>
public sealed class LiveStreamStore(IStore store) : ILiveStreams
{
    private const string Kind = "stream";
    private const string ById = "id";
    private const string Owed = "owed";

    public async Task<LiveStream?> Get(Guid webinar, CancellationToken ct) => Read(await store.Get(Kind, webinar.ToString(), ct));

    public async Task<LiveStream?> GetByStreamId(string streamId, CancellationToken ct) => Read(await store.GetByKey(Kind, ById, streamId, ct));

    /// <summary>Of whom the vendor has still to be told something now, the longest waiting first.</summary>
    public async Task<IReadOnlyList<LiveStream>> FindOwed(DateTimeOffset now, int max, CancellationToken ct) =>
        [.. (await store.Find(Kind, Owed, "", TimeKey.Of(now.AddMilliseconds(1)), max, descending: false, ct)).Select(document => Read(document)!)];

    public async Task<IReadOnlyList<Put>> Switch(Guid webinar, bool on, DateTimeOffset now, CancellationToken ct) =>
        await Get(webinar, ct) is { } stream ? [ToPut(stream with { Owed = on ? StreamOrder.Reopen : StreamOrder.Close, OwedFrom = now })] : [];

    /// <exception cref="StaleDocumentException">It is not the version that was read.</exception>
    public Task Save(LiveStream stream, CancellationToken ct) => store.Commit(new Batch(ToPut(stream)), ct);

    public static Put ToPut(LiveStream stream) => StoredJson.Put(
        Kind,
        stream.WebinarId.ToString(),
        stream,
        stream.Version,
        stream.Owed is not null
            ? [new DocumentKey(ById, stream.StreamId, Unique: true), new DocumentKey(Owed, TimeKey.Of(stream.OwedFrom))]
            : [new DocumentKey(ById, stream.StreamId, Unique: true)]);

    private static LiveStream? Read(Document? document) => document.Read<LiveStream>() is { } stream ? stream with { Version = document!.Version } : null;
}

using Webinars.Scheduling;
using Webinars.Storage;
using Webinars.Streaming;
using Webinars.Webhooks;

namespace Webinars.Replaying;

/// <summary>What the vendor says of a recording, in our words.</summary>
public sealed record RecordingSignal(string StreamId, RecordedAsset Asset);

/// <summary>Notes what was recorded; shows the replay as soon as the webinar is over and its recording finished, in either order.</summary>
public sealed class PublishReplay(WebinarStore webinars, LiveStreamStore streams, RecordingStore recordings, Inbox inbox, TimeProvider time)
{
    /// <param name="messageId">The vendor's, the same each time it is sent.</param>
    public Task Run(string vendor, string messageId, RecordingSignal signal, CancellationToken ct) => Retry.WhenStale(async () =>
        !await inbox.Has(vendor, messageId, ct) && await Note(signal, [Inbox.ToPut(vendor, messageId, time.GetUtcNow())], ct));

    /// <summary>For what the vendor said because we asked.</summary>
    public Task Learn(RecordingSignal signal, CancellationToken ct) => Retry.WhenStale(() => Note(signal, [], ct));

    /// <summary>For a webinar that ended after its recording was finished.</summary>
    public async Task Settle(Webinar webinar, CancellationToken ct)
    {
        if (await recordings.Get(webinar.Id, ct) is { } recording && Shown(webinar, recording) != webinar)
        {
            await Save(webinar, recording, [], ct);
        }
    }

    private async Task<bool> Note(RecordingSignal signal, IReadOnlyList<Put> with, CancellationToken ct)
    {
        if (await streams.GetByStreamId(signal.StreamId, ct) is not { } stream)
        {
            return false;
        }

        var recording = await recordings.Get(stream.WebinarId, ct) ?? new Recording { WebinarId = stream.WebinarId };
        var known = recording.Assets.FirstOrDefault(asset => asset.AssetId == signal.Asset.AssetId);

        // Finished stays finished, whatever comes late.
        if (known is not { Finished: true })
        {
            recording = recording with { Assets = [.. recording.Assets.Where(asset => asset != known), signal.Asset] };
        }

        await Save((await webinars.Get(stream.WebinarId, ct))!, recording, with, ct);
        return true;
    }

    private Task Save(Webinar before, Recording recording, IReadOnlyList<Put> with, CancellationToken ct) =>
        webinars.Save(Shown(before, recording), before, null, time.GetUtcNow(), ct, [RecordingStore.ToPut(recording), .. with]);

    private static Webinar Shown(Webinar webinar, Recording recording) =>
        webinar is { WentLiveAt: { } from, EndedAt: { } to } && recording.Best(from, to) is not null ? webinar.RecordingReady() : webinar;
}

using Webinars.People;
using Webinars.Scheduling;
using Webinars.Storage;

namespace Webinars.Streaming;

/// <summary>Sees to it that a webinar has its live stream at the vendor, exactly one.</summary>
public sealed class ProvisionStream(WebinarStore webinars, LiveStreamStore streams, IVideoService video, StreamTimes times)
{
    /// <summary>What the host needs for the encoder.</summary>
    /// <exception cref="RefusedException">not-found, banned, not-allowed, wrong-state: the webinar is over; busy: the vendor does not answer.</exception>
    public async Task<(LiveStream Stream, VideoStream Video)> Run(Guid webinarId, Person host, CancellationToken ct)
    {
        var (webinar, _) = await webinars.GetFor(webinarId, host, Capability.Lead, ct);
        if (await streams.Get(webinarId, ct) is { } stream)
        {
            return (stream, await video.Get(stream.StreamId, ct) ?? throw new RefusedException(Refusal.NotFound));
        }

        if (webinar.Status is WebinarStatus.Ended or WebinarStatus.Replay or WebinarStatus.Cancelled)
        {
            throw new RefusedException(Refusal.WrongState);
        }

        var made = await video.Create(webinarId, times, ct);
        try
        {
            await streams.Save(new LiveStream { WebinarId = webinarId, StreamId = made.Id, PlaybackId = made.PlaybackId }, ct);
        }
        catch (StaleDocumentException)
        {
            // Two tabs asked at once: keep the first one's.
            await video.Delete(made.Id, ct);
            return await Run(webinarId, host, ct);
        }

        return ((await streams.Get(webinarId, ct))!, made);
    }

    /// <exception cref="RefusedException">not-found: it has none; not-allowed; busy.</exception>
    public async Task<(LiveStream Stream, VideoStream Video)> ResetKey(Guid webinarId, Person host, CancellationToken ct)
    {
        await webinars.GetFor(webinarId, host, Capability.Lead, ct);
        var stream = await streams.Get(webinarId, ct) ?? throw new RefusedException(Refusal.NotFound);
        return (stream, await video.ResetKey(stream.StreamId, ct) ?? throw new RefusedException(Refusal.NotFound));
    }
}

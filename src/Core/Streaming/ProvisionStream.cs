using Webinars.People;
using Webinars.Scheduling;
using Webinars.Storage;

namespace Webinars.Streaming;

/// <summary>Sees to it that a webinar has its live stream at the vendor, exactly one.</summary>
public sealed class ProvisionStream(WebinarStore webinars, LiveStreamStore streams, IVideoService video, StreamTimes times, TimeProvider time)
{
    /// <summary>What the host needs for the encoder.</summary>
    /// <exception cref="RefusedException">not-found, banned, not-allowed, wrong-state: the webinar is over; busy: the vendor does not answer.</exception>
    public async Task<(LiveStream Stream, VideoStream Video)> Run(Guid webinarId, Person host, CancellationToken ct)
    {
        var (webinar, _) = await webinars.GetFor(webinarId, host, Capability.Lead, ct);
        var known = await streams.Get(webinarId, ct);
        if (known is not null && await Find(known.StreamId, ct) is { } found)
        {
            return (known, found);
        }

        // Also where the vendor has lost what we know: somebody deleted it there.
        return IsOver(webinar)
            ? throw new RefusedException(known is null ? Refusal.WrongState : Refusal.NotFound)
            : await Make(webinarId, known, host, ct);
    }

    /// <exception cref="RefusedException">not-found: it has none; not-allowed; busy.</exception>
    public async Task<(LiveStream Stream, VideoStream Video)> ResetKey(Guid webinarId, Person host, CancellationToken ct)
    {
        await webinars.GetFor(webinarId, host, Capability.Lead, ct);
        var stream = await streams.Get(webinarId, ct) ?? throw new RefusedException(Refusal.NotFound);
        return (stream, await Asked(() => video.ResetKey(stream.StreamId, ct)));
    }

    private static bool IsOver(Webinar webinar) => webinar.Status is WebinarStatus.Ended or WebinarStatus.Replay or WebinarStatus.Cancelled;

    /// <summary>A person waits: an expected no is said as such.</summary>
    private static async Task<VideoStream> Asked(Func<Task<VideoStream>> call)
    {
        try
        {
            return await call();
        }
        catch (VendorException error) when (error.Refusal is { } refusal)
        {
            throw new RefusedException(refusal);
        }
    }

    private async Task<VideoStream?> Find(string streamId, CancellationToken ct)
    {
        try
        {
            return await Asked(() => video.Get(streamId, ct));
        }
        catch (RefusedException refused) when (refused.Refusal == Refusal.NotFound)
        {
            return null;
        }
    }

    private async Task<(LiveStream Stream, VideoStream Video)> Make(Guid webinarId, LiveStream? lost, Person host, CancellationToken ct)
    {
        var made = await Asked(() => video.Create(webinarId, times, ct));
        try
        {
            await streams.Save(new LiveStream { WebinarId = webinarId, StreamId = made.Id, PlaybackId = made.PlaybackId, Version = lost?.Version ?? 0 }, ct);
        }
        catch (StaleDocumentException)
        {
            // Two tabs asked at once: keep the first one's.
            await Drop(made.Id, ct);
            return await Run(webinarId, host, ct);
        }

        // It may have been called off while the vendor made it. The stream is read first: whoever reinstates the webinar meanwhile makes it stale.
        return await Retry.WhenStale(async () =>
        {
            var stream = (await streams.Get(webinarId, ct))!;
            if (IsOver((await webinars.Get(webinarId, ct))!))
            {
                await streams.Save(stream with { Owed = StreamOrder.Close, OwedFrom = time.GetUtcNow() }, ct);
            }

            return (stream, made);
        });
    }

    private async Task Drop(string streamId, CancellationToken ct)
    {
        try
        {
            await video.Delete(streamId, ct);
        }
        catch (VendorException)
        {
            // It stays at the vendor, and nobody knows its key.
        }
    }
}

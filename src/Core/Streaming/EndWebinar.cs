using Webinars.People;
using Webinars.Scheduling;
using Webinars.Storage;

namespace Webinars.Streaming;

/// <summary>Ends a webinar: first for everybody in the room, then at the vendor.</summary>
public sealed class EndWebinar(WebinarStore webinars, LiveStreamStore streams, IVideoService video, StreamTimes times, TimeProvider time)
{
    /// <param name="host">Null when its time ran out; refused when it has not.</param>
    /// <exception cref="RefusedException">not-found, banned, not-allowed, wrong-state.</exception>
    public async Task<Webinar> Run(Guid id, Person? host, CancellationToken ct)
    {
        var ended = await Retry.WhenStale(async () =>
        {
            var now = time.GetUtcNow();
            var (before, by) = host is null ? (await webinars.GetVisible(id, null, ct), null) : await webinars.GetFor(id, host, Capability.Lead, ct);

            // It may have come back since the clock's watch looked.
            if (host is null && !before.HasRunOut(now, times.Longest))
            {
                throw new RefusedException(Refusal.WrongState);
            }

            Put[] with = await streams.Get(id, ct) is { } stream ? [LiveStreamStore.ToPut(stream with { Closing = true })] : [];
            return await webinars.Save(before.End(now), before, by, now, ct, with);
        });

        await Close(id, ct);
        return ended;
    }

    /// <summary>Tells the vendor; what fails here is tried again by <see cref="WatchStreams"/>, for it was saved that it must be done.</summary>
    public async Task Close(Guid id, CancellationToken ct)
    {
        if (await streams.Get(id, ct) is not { Closing: true } stream)
        {
            return;
        }

        try
        {
            await video.Close(stream.StreamId, ct);
            await Retry.WhenStale(async () =>
            {
                await streams.Save((await streams.Get(id, ct))! with { Closing = false }, ct);
                return true;
            });
        }
        catch (RefusedException)
        {
            // The vendor does not answer now.
        }
    }
}

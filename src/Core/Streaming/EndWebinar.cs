using Webinars.People;
using Webinars.Scheduling;
using Webinars.Storage;

namespace Webinars.Streaming;

/// <summary>Ends a webinar: first for everybody in the room, then at the vendor.</summary>
public sealed class EndWebinar(WebinarStore webinars, LiveStreamStore streams, TellVideoService tell, StreamTimes times, TimeProvider time)
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

            return await webinars.Save(before.End(now), before, by, now, ct, await streams.Switch(id, on: false, now, ct));
        });

        await tell.Run(id, ct);
        return ended;
    }
}

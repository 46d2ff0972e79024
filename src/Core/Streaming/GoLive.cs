using Webinars.People;
using Webinars.Scheduling;
using Webinars.Storage;

namespace Webinars.Streaming;

/// <summary>The host wants the webinar live. It takes both: this and an active stream, in either order.</summary>
public sealed class GoLive(WebinarStore webinars, LiveStreamStore streams, ProvisionStream provision, StreamTimes times, TimeProvider time)
{
    /// <returns>Live, or Starting when the stream is not active yet.</returns>
    /// <exception cref="RefusedException">not-found, banned, not-allowed, wrong-state; busy: the vendor does not answer.</exception>
    public async Task<Webinar> Run(Guid id, Person host, CancellationToken ct)
    {
        var (asked, _) = await webinars.GetFor(id, host, Capability.Lead, ct);
        if (asked.Status is WebinarStatus.Scheduled)
        {
            await provision.Run(id, host, ct);
        }

        return await Retry.WhenStale(async () =>
        {
            var now = time.GetUtcNow();
            var (before, by) = await webinars.GetFor(id, host, Capability.Lead, ct);
            var stream = await streams.Get(id, ct);
            var after = before.GoLive(stream?.State is StreamState.Active, now, times.Starting);

            // The stream is saved with it, unchanged: a signal that comes at the same moment makes one of the two decide again.
            return await webinars.Save(after, before, by, now, ct, [LiveStreamStore.ToPut(stream ?? throw new RefusedException(Refusal.WrongState))]);
        });
    }

    /// <summary>Takes it back while the stream is not active yet.</summary>
    /// <exception cref="RefusedException">not-found, banned, not-allowed, wrong-state.</exception>
    public Task<Webinar> TakeBack(Guid id, Person host, CancellationToken ct) => Retry.WhenStale(async () =>
    {
        var (before, by) = await webinars.GetFor(id, host, Capability.Lead, ct);
        return await webinars.Save(before.TakeBack(), before, by, time.GetUtcNow(), ct);
    });
}

using Webinars.People;
using Webinars.Storage;

namespace Webinars.Scheduling;

/// <summary>Lets everybody see it. Also reinstates a cancelled one before its start.</summary>
public sealed class PublishWebinar(WebinarStore webinars, ILiveStreams streams, TimeProvider time)
{
    /// <exception cref="RefusedException">not-found, banned, not-allowed, wrong-state.</exception>
    public Task<Webinar> Run(Guid id, Person host, CancellationToken ct) => Retry.WhenStale(async () =>
    {
        var now = time.GetUtcNow();
        var (before, by) = await webinars.GetFor(id, host, Capability.Lead, ct);
        var with = before.Status is WebinarStatus.Cancelled ? await streams.Switch(id, on: true, now, ct) : [];
        return await webinars.Save(before.Publish(now), before, by, now, ct, with);
    });
}

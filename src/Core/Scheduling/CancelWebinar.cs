using Webinars.People;
using Webinars.Storage;

namespace Webinars.Scheduling;

/// <summary>Calls off what has not begun; who rehearses is thrown off.</summary>
public sealed class CancelWebinar(WebinarStore webinars, ILiveStreams streams, TimeProvider time)
{
    /// <exception cref="RefusedException">not-found, banned, not-allowed, wrong-state.</exception>
    public Task<Webinar> Run(Guid id, Person host, CancellationToken ct) => Retry.WhenStale(async () =>
    {
        var (before, by) = await webinars.GetFor(id, host, Capability.Lead, ct);
        var now = time.GetUtcNow();
        return await webinars.Save(before.Cancel(now), before, by, now, ct, await streams.Switch(id, on: false, now, ct));
    });
}

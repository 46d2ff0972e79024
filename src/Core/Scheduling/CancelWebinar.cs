using Webinars.People;
using Webinars.Storage;

namespace Webinars.Scheduling;

/// <summary>Calls off what has not begun.</summary>
public sealed class CancelWebinar(WebinarStore webinars, TimeProvider time)
{
    /// <exception cref="RefusedException">not-found, banned, not-allowed, wrong-state.</exception>
    public Task<Webinar> Run(Guid id, Person host, CancellationToken ct) => Retry.WhenStale(async () =>
    {
        var (before, by) = await webinars.GetFor(id, host, Capability.Lead, ct);
        return await webinars.Save(before.Cancel(), before, by, time.GetUtcNow(), ct);
    });
}

using Webinars.People;
using Webinars.Storage;

namespace Webinars.Scheduling;

/// <summary>Calls off what has not begun.</summary>
public sealed class CancelWebinar(WebinarStore webinars, TimeProvider time)
{
    /// <exception cref="RefusedException">not-found, not-allowed, wrong-state.</exception>
    public Task<Webinar> Run(Guid id, Person host, CancellationToken ct) => Retry.WhenStale(async () =>
    {
        var before = await webinars.GetOwn(id, host.Id, ct);
        return await webinars.Save(before.Cancel(), before, new Actor(host.Id, host.Name, Role.Owner), time.GetUtcNow(), ct);
    });
}

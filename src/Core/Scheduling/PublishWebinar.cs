using Webinars.People;
using Webinars.Storage;

namespace Webinars.Scheduling;

/// <summary>Lets everybody see it. Also reinstates a cancelled one before its start.</summary>
public sealed class PublishWebinar(WebinarStore webinars, TimeProvider time)
{
    /// <exception cref="RefusedException">not-found, not-allowed, wrong-state.</exception>
    public Task<Webinar> Run(Guid id, Person host, CancellationToken ct) => Retry.WhenStale(async () =>
    {
        var now = time.GetUtcNow();
        var before = await webinars.GetOwn(id, host.Id, ct);
        return await webinars.Save(before.Publish(now), before, new Actor(host.Id, host.Name, Role.Owner), now, ct);
    });
}

using Webinars.People;

namespace Webinars.Scheduling;

/// <summary>Who is what in a webinar now. The room knows: roles are given there.</summary>
public interface IRoles
{
    /// <returns>Null for somebody who was banned.</returns>
    Task<Role?> Of(Webinar webinar, Guid person, CancellationToken ct);
}

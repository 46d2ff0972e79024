using Webinars.Scheduling;

namespace Webinars.Registering;

/// <summary>The webinars that somebody is registered for, or invited to, and that are on or to come: the soonest first.</summary>
public sealed class ListComing(RegistrationStore registrations, WebinarStore webinars)
{
    /// <summary>Of these the newest are looked at.</summary>
    private const int Largest = 100;

    public async Task<IReadOnlyList<Webinar>> Run(Guid person, CancellationToken ct)
    {
        var coming = new List<Webinar>();
        foreach (var one in await registrations.FindOf(person, Largest, ct))
        {
            if (one.Status is not (RegistrationStatus.Cancelled or RegistrationStatus.Declined)
                && await webinars.Get(one.WebinarId, ct) is { Status: WebinarStatus.Scheduled or WebinarStatus.Starting or WebinarStatus.Live or WebinarStatus.Interrupted } webinar)
            {
                coming.Add(webinar);
            }
        }

        return [.. coming.OrderBy(webinar => webinar.StartsAt)];
    }
}

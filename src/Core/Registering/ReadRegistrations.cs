using Webinars.People;
using Webinars.Scheduling;
using Webinars.Text;

namespace Webinars.Registering;

/// <param name="Search">Part of a name or an address, whatever its case; null or empty: all.</param>
/// <param name="After">The registration that the page before ended with.</param>
public sealed record RegistrationsWanted(RegistrationStatus? Status = null, string? Search = null, Guid? After = null, int Limit = 50);

/// <param name="Next">To be given as <c>after</c> for the next page; null on the last.</param>
public sealed record RegistrationsFound(IReadOnlyList<Registration> Items, Guid? Next);

/// <param name="Taken">Seats.</param>
/// <param name="Days">How many came to have a seat on each day of the organiser's zone, the last ones; without gaps.</param>
/// <param name="Before">How many before these.</param>
public sealed record RegistrationSummary(IReadOnlyDictionary<RegistrationStatus, int> Counts, int Taken, int? Capacity, IReadOnlyList<(DateOnly Day, int Count)> Days, int Before);

/// <summary>Who is registered, for who leads the webinar.</summary>
public sealed class ReadRegistrations(WebinarStore webinars, RegistrationStore registrations, SeatStore seats, TimeProvider time)
{
    private const int LargestPage = 200;
    private const int LongestSearch = 100;
    private const int Step = 500;
    private const int MostDays = 30;

    /// <summary>One page; of a status those first who have it longest, else the newest first. A search reads on until the page is full.</summary>
    /// <exception cref="RefusedException">not-found, banned, not-allowed, invalid, too-long.</exception>
    public async Task<RegistrationsFound> Find(Guid id, RegistrationsWanted wanted, Person host, CancellationToken ct)
    {
        await webinars.GetFor(id, host, Capability.Lead, ct);
        var last = wanted.After is { } after ? await registrations.Get(after, ct) : null;
        if (wanted.After is not null && last?.WebinarId != id)
        {
            throw new RefusedException(Refusal.Invalid("after", "Take it from the page before."));
        }

        var limit = Math.Clamp(wanted.Limit, 1, LargestPage);
        var word = Folded.Of(PlainText.Clean(wanted.Search, 0, LongestSearch, field: "search"));
        var found = new List<Registration>();
        IReadOnlyList<Registration> step;
        do
        {
            step = await Page(id, wanted.Status, last, word.Length > 0 ? Step : limit + 1, ct);
            found.AddRange(word.Length > 0 ? step.Where(one => Folded.Of(one.Name).Contains(word, StringComparison.Ordinal) || one.Email.Contains(word, StringComparison.Ordinal)) : step);
            last = step.Count > 0 ? step[^1] : null;
        }
        while (word.Length > 0 && step.Count == Step && found.Count <= limit);
        return new RegistrationsFound([.. found.Take(limit)], found.Count > limit ? found[limit - 1].Id : null);
    }

    /// <summary>All of a webinar, the newest first, read page by page.</summary>
    /// <exception cref="RefusedException">not-found, banned, not-allowed; before the first is read.</exception>
    public async Task<(Webinar Webinar, IAsyncEnumerable<Registration> All)> All(Guid id, Person host, CancellationToken ct)
    {
        var (webinar, _) = await webinars.GetFor(id, host, Capability.Lead, ct);
        return (webinar, Read());

        async IAsyncEnumerable<Registration> Read()
        {
            IReadOnlyList<Registration> page = [];
            do
            {
                page = await registrations.FindNewest(id, page.Count > 0 ? page[^1] : null, Step, ct);
                foreach (var one in page)
                {
                    yield return one;
                }
            }
            while (page.Count == Step);
        }
    }

    /// <summary>Counts keys and reads no registration, so that it may be asked for with every page.</summary>
    /// <exception cref="RefusedException">not-found, banned, not-allowed.</exception>
    public async Task<RegistrationSummary> Summary(Guid id, Person host, CancellationToken ct)
    {
        var (webinar, _) = await webinars.GetFor(id, host, Capability.Lead, ct);
        var counts = new Dictionary<RegistrationStatus, int>();
        foreach (var status in Enum.GetValues<RegistrationStatus>())
        {
            counts[status] = await registrations.Count(id, status, ct);
        }

        var (days, before) = await Days(webinar, ct);
        return new RegistrationSummary(counts, (await seats.Get(id, ct)).Taken, webinar.Access.Capacity, days, before);
    }

    private async Task<(IReadOnlyList<(DateOnly, int)> Days, int Before)> Days(Webinar webinar, CancellationToken ct)
    {
        if (await registrations.Find(webinar.Id, RegistrationStatus.Registered, null, 1, ct) is not [var first])
        {
            return ([], 0);
        }

        var zone = TimeZoneInfo.FindSystemTimeZoneById(webinar.TimeZone);
        var (from, today) = (Day(first.Since), Day(time.GetUtcNow()));
        from = from < today.AddDays(1 - MostDays) ? today.AddDays(1 - MostDays) : from;
        var days = new List<(DateOnly, int)>();
        for (var day = from; day <= today; day = day.AddDays(1))
        {
            days.Add((day, await registrations.Count(webinar.Id, RegistrationStatus.Registered, Start(day), Start(day.AddDays(1)), ct)));
        }

        return (days, await registrations.Count(webinar.Id, RegistrationStatus.Registered, DateTimeOffset.UnixEpoch, Start(from), ct));

        DateOnly Day(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);
        DateTimeOffset Start(DateOnly day) => day.ToDateTime(TimeOnly.MinValue) is var midnight ? new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)) : default;
    }

    private Task<IReadOnlyList<Registration>> Page(Guid id, RegistrationStatus? status, Registration? last, int max, CancellationToken ct) => status is { } wanted
        ? registrations.Find(id, wanted, last is null ? null : (last.Since, last.Id), max, ct)
        : registrations.FindNewest(id, last, max, ct);
}

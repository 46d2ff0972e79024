namespace Webinars.LoadTests.Servers;

/// <summary>A room to measure.</summary>
/// <param name="Pids">Of its servers; empty when they are not known, and their CPU and memory with them.</param>
/// <param name="Beside">What the servers need: name and process.</param>
/// <param name="Door">The address at which attendee number n gets in, good for one try.</param>
/// <param name="Resumes">Speaks docs/protocol.md rather than bare SignalR.</param>
internal sealed record Venue(IReadOnlyList<int> Pids, IReadOnlyDictionary<string, int> Beside, bool Resumes, Func<int, CancellationToken, Task<Uri>> Door)
{
    public static Venue Of(ServerProcess bare)
    {
        var hub = new UriBuilder(bare.Url) { Scheme = "ws", Path = "/hub" }.Uri;
        return new Venue([bare.Pid], new Dictionary<string, int>(), false, (_, _) => Task.FromResult(hub));
    }

    /// <summary>A published webinar with so many people before its door.</summary>
    public static async Task<Venue> Of(WebinarsApi api, int? pid, int attendees, CancellationToken ct)
    {
        var (people, webinar) = await Invited(api, attendees, ct);
        return new Venue(pid is { } known ? [known] : [], new Dictionary<string, int>(), true, (n, token) => api.Door(people[n + 1], webinar, token));
    }

    /// <returns>So many people and, before them, the host; and their webinar.</returns>
    public static async Task<(SignedIn[] People, Guid Webinar)> Invited(WebinarsApi api, int attendees, CancellationToken ct)
    {
        var people = await api.People(attendees + 1, "load", ct);
        var webinar = await api.Schedule(people[0], "How many can hear this?", "A load test.", TimeSpan.FromDays(3), ct);
        await api.Post(people[0], $"/api/webinars/{webinar}/publish", null, ct);

        // Whoever comes for the first time is looked up at the sign-in provider and saved: that is no part of a connection's cost.
        var options = new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = ct };
        await Parallel.ForEachAsync(people, options, async (person, token) => await api.Door(person, webinar, token));
        return (people, webinar);
    }
}

using System.Diagnostics;

namespace Webinars.LoadTests.Servers;

/// <summary>A room to measure.</summary>
/// <param name="Pids">Of its servers; empty when they are not known, and their CPU and memory with them.</param>
/// <param name="Beside">What the servers need: name and process.</param>
/// <param name="Door">The address at which attendee number n gets in, good for one try.</param>
/// <param name="Resumes">Speaks docs/protocol.md rather than bare SignalR.</param>
internal sealed record Venue(IReadOnlyList<int> Pids, IReadOnlyDictionary<string, int> Beside, bool Resumes, Func<int, CancellationToken, Task<Uri>> Door)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(45);

    public static Venue Of(ServerProcess bare)
    {
        var hub = new UriBuilder(bare.Url) { Scheme = "ws", Path = "/hub" }.Uri;
        return new Venue([bare.Pid], new Dictionary<string, int>(), false, (_, _) => Task.FromResult(hub));
    }

    /// <summary>A deployment of which there is only its address, and a file of ways in: <c>wss://…/hub?webinarId=…&amp;access_token=…</c>, or from the slash before hub on.</summary>
    /// <exception cref="RunFailedException">There are too few, or one leads to another machine.</exception>
    public static async Task<Venue> Of(Uri url, string tickets, int? pid, int attendees, CancellationToken ct)
    {
        var hub = new UriBuilder(url) { Scheme = url.Scheme == Uri.UriSchemeHttps ? "wss" : "ws" }.Uri;
        var lines = await File.ReadAllLinesAsync(tickets, ct);
        var doors = lines.Where(line => !string.IsNullOrWhiteSpace(line)).Select(line => new Uri(hub, line.Trim())).ToArray();
        if (Array.Find(doors, door => (door.Scheme, door.Authority) != (hub.Scheme, hub.Authority)) is { } strange)
        {
            throw new RunFailedException($"{tickets} leads to {strange.GetLeftPart(UriPartial.Authority)}, --url to {hub.GetLeftPart(UriPartial.Authority)}.");
        }

        return doors.Length >= attendees
            ? new Venue(pid is { } known ? [known] : [], new Dictionary<string, int>(), true, (n, _) => Task.FromResult(doors[n]))
            : throw new RunFailedException($"{tickets} has ways in for {doors.Length}, not for {attendees}.");
    }

    /// <summary>A published webinar with so many people before its door, a ticket in their hands.</summary>
    public static async Task<Venue> Of(WebinarsApi api, int? pid, int attendees, CancellationToken ct)
    {
        var (people, webinar, doors) = await Invited(api, attendees, ct);
        return new Venue(pid is { } known ? [known] : [], new Dictionary<string, int>(), true, Door);

        // A ticket is good for one try and for 60 seconds.
        Task<Uri> Door(int n, CancellationToken token) =>
            Interlocked.Exchange(ref doors[n + 1], null) is ({ } door, var since) && Stopwatch.GetElapsedTime(since) < Fresh ? Task.FromResult(door) : api.Door(people[n + 1], webinar, token);
    }

    /// <returns>So many people and, before them, the host; their webinar; and a ticket of each, with the time at which it was given (<see cref="Stopwatch"/> ticks).</returns>
    public static async Task<(SignedIn[] People, Guid Webinar, Tuple<Uri, long>?[] Doors)> Invited(WebinarsApi api, int attendees, CancellationToken ct)
    {
        var people = await api.People(attendees + 1, "load", ct);
        var webinar = await api.Schedule(people[0], "How many can hear this?", "A load test.", TimeSpan.FromDays(3), ct);
        await api.Post(people[0], $"/api/webinars/{webinar}/publish", null, ct);

        // Whoever comes for the first time is looked up at the sign-in provider and saved: that is no part of a connection's cost.
        var doors = new Tuple<Uri, long>?[people.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = ct };
        await Parallel.ForAsync(0, people.Length, options, async (n, token) => doors[n] = Tuple.Create(await api.Door(people[n], webinar, token), Stopwatch.GetTimestamp()));
        return (people, webinar, doors);
    }
}

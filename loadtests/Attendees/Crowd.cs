namespace Webinars.LoadTests.Attendees;

/// <summary>Everybody in the room.</summary>
internal sealed class Crowd(IReadOnlyList<Attendee> people) : IAsyncDisposable
{
    private const int AtOnce = 32;

    public IReadOnlyList<Attendee> People => people;

    /// <summary>Lets them in, from number <paramref name="first"/> on, a few at a time.</summary>
    /// <param name="door">The way in for one of them, asked for just before it is used: tickets grow old.</param>
    public async Task Enter(int first, Func<int, CancellationToken, Task<Uri>> door, CancellationToken ct) => await Parallel.ForEachAsync(
        Enumerable.Range(first, people.Count - first),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
        async (i, token) => await people[i].Enter(await door(i, token), token));

    public async ValueTask DisposeAsync() => await Task.WhenAll(people.Select(person => person.DisposeAsync().AsTask()));
}

using Webinars.People;
using Webinars.Storage;

namespace Webinars.Rooms.Presence;

/// <summary>Visits as documents: of a webinar by time, of a person, and (while they last) of each node.</summary>
public sealed class VisitStore(IStore store)
{
    private const string Kind = "attendance";
    private const string ByWebinar = "webinar";
    private const string ByPerson = "person";
    private const string ByNode = "node";

    public async Task<Visit?> Last(Guid webinar, Guid person, CancellationToken ct) =>
        (await Find(ByPerson, OfPerson(webinar, person), null, 1, descending: true, ct)) is [var last] ? last : null;

    /// <summary>The name of somebody who is or was in this room; null for who never came.</summary>
    /// <exception cref="RefusedException">too-fast, banned: to look into the store counts against the reader's limit, for it comes before any other check.</exception>
    public async Task<string?> NameOf(LiveRoom room, Actor reader, Guid person, CancellationToken ct)
    {
        if (room.Presence.Find(person) is { } here)
        {
            return here.Who.Name;
        }

        room.Take(reader.Id, Limited.Look);
        return (await Last(room.Id, person, ct))?.Name;
    }

    /// <summary>How long somebody was there within a span of time.</summary>
    public async Task<TimeSpan> Stayed(Guid webinar, Guid person, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        const int Most = 100;
        var visits = await Find(ByPerson, OfPerson(webinar, person), null, Most, descending: true, ct);
        return visits.Aggregate(TimeSpan.Zero, (sum, visit) => sum + visit.Within(from, to));
    }

    /// <summary>In the order of coming.</summary>
    /// <param name="after">The last of the page before.</param>
    public Task<IReadOnlyList<Visit>> OfWebinar(Guid webinar, string? after, int max, CancellationToken ct) =>
        Find(ByWebinar, $"{webinar:N}.", after, max, descending: false, ct);

    public Task<IReadOnlyList<Visit>> OpenOn(Guid node, int max, CancellationToken ct) => Find(ByNode, $"{node:N}.", null, max, descending: false, ct);

    /// <exception cref="StaleDocumentException">A visit has changed meanwhile.</exception>
    public Task Save(IEnumerable<Put> puts, CancellationToken ct) => store.Commit(new Batch([.. puts]), ct);

    /// <summary>What comes after this visit in its webinar comes after this.</summary>
    public static string Cursor(Visit visit) => TimeKey.Of(visit.JoinedAt, visit.Person);

    public static Put ToPut(Visit visit) => StoredJson.Put(Kind, OfPerson(visit.Webinar, visit.Person) + TimeKey.Of(visit.JoinedAt), visit, visit.Version,
    [
        new DocumentKey(ByWebinar, $"{visit.Webinar:N}.{Cursor(visit)}"),
        new DocumentKey(ByPerson, OfPerson(visit.Webinar, visit.Person) + TimeKey.Of(visit.JoinedAt)),
        .. visit.Nodes.Select(node => new DocumentKey(ByNode, $"{node:N}.{visit.Webinar:N}.{visit.Person:N}")),
    ]);

    private async Task<IReadOnlyList<Visit>> Find(string index, string prefix, string? after, int max, bool descending, CancellationToken ct)
    {
        var from = after is null ? prefix : $"{prefix}{after} ";
        return [.. (await store.Find(Kind, index, from, prefix + TimeKey.End, max, descending, ct)).Select(document => document.Read<Visit>()! with { Version = document.Version })];
    }

    private static string OfPerson(Guid webinar, Guid person) => $"{webinar:N}.{person:N}.";
}

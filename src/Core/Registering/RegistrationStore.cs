using System.Security.Cryptography;
using System.Text;
using Webinars.Storage;

namespace Webinars.Registering;

/// <summary>Registrations as documents: by id, by address, by person, and per webinar in lists by status and by time.</summary>
public sealed class RegistrationStore(IStore store)
{
    private const string Kind = "registration";
    private const string ByEmail = "email";
    private const string ByPerson = "person";
    private const string ByTime = "time";
    private const string ByStatus = "status";

    public async Task<Registration?> Get(Guid id, CancellationToken ct) => Read(await store.Get(Kind, id.ToString(), ct));

    /// <summary>Of one person in all webinars, those of the newest webinars first.</summary>
    public async Task<IReadOnlyList<Registration>> FindOf(Guid person, int max, CancellationToken ct) =>
        Read(await store.Find(Kind, ByPerson, $"{person:N}.", $"{person:N}.{TimeKey.End}", max, descending: true, ct));

    /// <param name="email">In one spelling.</param>
    public async Task<Registration?> GetByEmail(Guid webinar, string email, CancellationToken ct) =>
        Read(await store.GetByKey(Kind, ByEmail, Address(webinar, email), ct));

    public async Task<Registration?> GetByPerson(Guid webinar, Guid person, CancellationToken ct) =>
        Read(await store.GetByKey(Kind, ByPerson, Person(webinar, person), ct));

    /// <summary>Of one status, those first who have it longest: nobody ever comes in between who was not there before.</summary>
    /// <param name="after">Where the page before ended, as its last registration was read then; null: from the beginning.</param>
    public async Task<IReadOnlyList<Registration>> Find(Guid webinar, RegistrationStatus status, (DateTimeOffset Since, Guid Id)? after, int max, CancellationToken ct)
    {
        var list = $"{webinar:N}.{status}.";
        return Read(await store.Find(Kind, ByStatus, after is null ? list : $"{list}{TimeKey.Of(after.Value.Since, after.Value.Id)} ", list + TimeKey.End, max, descending: false, ct));
    }

    /// <summary>All of a webinar, the newest first.</summary>
    /// <param name="before">The registration that the page before ended with; null: the newest.</param>
    public async Task<IReadOnlyList<Registration>> FindNewest(Guid webinar, Registration? before, int max, CancellationToken ct)
    {
        var list = $"{webinar:N}.";
        return Read(await store.Find(Kind, ByTime, list, before is null ? list + TimeKey.End : list + TimeKey.Of(before.CreatedAt, before.Id), max, descending: true, ct));
    }

    /// <summary>How many are of one status; no document is read.</summary>
    public Task<int> Count(Guid webinar, RegistrationStatus status, CancellationToken ct) =>
        store.Count(Kind, ByStatus, $"{webinar:N}.{status}.", $"{webinar:N}.{status}.{TimeKey.End}", ct);

    /// <summary>How many came to their status in [<paramref name="from"/>, <paramref name="to"/>); no document is read.</summary>
    public Task<int> Count(Guid webinar, RegistrationStatus status, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        store.Count(Kind, ByStatus, $"{webinar:N}.{status}.{TimeKey.Of(from)}", $"{webinar:N}.{status}.{TimeKey.Of(to)}", ct);

    public static Put ToPut(Registration one)
    {
        List<DocumentKey> keys =
        [
            new(ByEmail, Address(one.WebinarId, one.Email), Unique: true),
            new(ByTime, $"{one.WebinarId:N}.{TimeKey.Of(one.CreatedAt, one.Id)}"),
            new(ByStatus, $"{one.WebinarId:N}.{one.Status}.{TimeKey.Of(one.Since, one.Id)}"),
        ];
        keys.AddRange(one.People.Select(person => new DocumentKey(ByPerson, Person(one.WebinarId, person), Unique: true)));
        return StoredJson.Put(Kind, one.Id.ToString(), one, one.Version, keys);
    }

    private static string Person(Guid webinar, Guid person) => $"{person:N}.{webinar:N}";

    /// <remarks>A hash, for an address may be longer than a key.</remarks>
    private static string Address(Guid webinar, string email) => $"{webinar:N}.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(email)))}";

    private static List<Registration> Read(IReadOnlyList<Document> documents) => [.. documents.Select(document => Read(document)!)];

    private static Registration? Read(Document? document) => document.Read<Registration>() is { } one ? one with { Version = document!.Version } : null;
}

using Webinars.Storage;

namespace Webinars.Mail;

/// <summary>What became of letters, by the carrier's id. Neither whom they went to nor what they said is kept here.</summary>
public sealed class EmailStore(IStore store)
{
    private const string Kind = "email";

    /// <returns>Null for one of which nothing was heard yet.</returns>
    public async Task<SentEmail?> Get(string id, CancellationToken ct) => await store.Get(Kind, id, ct) is { } document
        ? document.Read<SentEmail>()! with { Version = document.Version }
        : null;

    public static Put ToPut(SentEmail email) => StoredJson.Put(Kind, email.Id, email, email.Version, []);
}

using Webinars.Storage;

namespace Webinars.People;

/// <summary>Sign-ins that the identity provider has ended. Tokens and cookies of them may live on elsewhere; here they are worth nothing.</summary>
public sealed class EndedSessions(IStore store)
{
    public const string Kind = "ended-session";

    /// <summary>Longer than anything lives that names the session: no new token of it is made, and our own cookie ends where nobody uses it for half a day.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public async Task<bool> Has(string? session, CancellationToken ct) => session is not null && await store.Get(Kind, session, ct) is not null;

    public static Put ToPut(string session, DateTimeOffset at) => StoredJson.Put(Kind, session, new { At = at }, null, [DocumentKey.Expires(at + Kept)]);
}

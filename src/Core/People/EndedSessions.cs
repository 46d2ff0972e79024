using Webinars.Storage;

namespace Webinars.People;

/// <summary>Sign-ins that the identity provider has ended. Tokens and cookies of them may live on elsewhere; here they are worth nothing.</summary>
public sealed class EndedSessions(IStore store)
{
    private const string Kind = "ended-session";

    public async Task<bool> Has(string? session, CancellationToken ct) => session is not null && await store.Get(Kind, session, ct) is not null;

    public static Put ToPut(string session, DateTimeOffset at) => StoredJson.Put(Kind, session, new { At = at }, null, []);
}

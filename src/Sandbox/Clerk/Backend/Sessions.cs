namespace Webinars.Sandbox.Clerk.Backend;

/// <summary>Sessions as the product's side sees them.</summary>
internal static class Sessions
{
    public static IResult Get(string id, ClerkStore store) => Answer(store, store.Do(() => store.Find<Session>(id)));

    public static async Task<IResult> Create(ClerkStore store, HttpRequest request)
    {
        var body = await ClerkJson.Body<NewSession>(request, ClerkJson.Wire);
        return Answer(store, store.Do(() => store.Find<Person>(body?.user_id) is { } person
            ? store.Put(new Session(ClerkStore.NewId("sess"), store.Now, person.Id, ClerkStore.NewId("client")))
            : throw ClerkError.NotFound("user")));
    }

    public static async Task<IResult> Token(string id, ClerkStore store, SessionTokens tokens, SandboxOptions options, HttpRequest request)
    {
        var body = await ClerkJson.Body<NewToken>(request, ClerkJson.Wire);
        if (body?.expires_in_seconds is < 30 or > 315_360_000)
        {
            throw ClerkError.Field("expires_in_seconds", "form_param_value_invalid", "expires_in_seconds must lie between 30 and 315360000.");
        }

        var session = store.Do(() => store.ActiveSession(id)) ?? throw ClerkError.NotFound("active session");
        var life = body?.expires_in_seconds is { } seconds ? TimeSpan.FromSeconds(seconds) : SessionTokens.Life;
        return ClerkJson.Answer(new { @object = "token", jwt = tokens.Sign(session, options.AppUrl, life) });
    }

    public static IResult Revoke(string id, ClerkStore store) => Answer(store, store.Do(() => store.ActiveSession(id) is { } active
        ? store.Put(active with { Status = "revoked", UpdatedAt = store.Now })
        : store.Find<Session>(id)));

    private static IResult Answer(ClerkStore store, Session? session) => ClerkJson.Answer(
        store.Do(() => SessionJson.Of(session ?? throw ClerkError.NotFound("session"), store)));

    // Spelled as on the wire.
    private sealed record NewSession(string? user_id);

    private sealed record NewToken(long? expires_in_seconds);
}

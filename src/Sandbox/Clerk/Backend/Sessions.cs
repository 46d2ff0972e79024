namespace Webinars.Sandbox.Clerk.Backend;

/// <summary>Sessions as the product's side sees them.</summary>
internal static class Sessions
{
    public static IResult Get(string id, ClerkStore store) => Answer(store, store.Do(() => store.Find<Session>(id)));

    /// <summary>Newest first; <c>paginated=true</c> adds how many there are.</summary>
    public static IResult List(ClerkStore store, HttpRequest request)
    {
        var (user, client, status) = (request.Query["user_id"].ToString(), request.Query["client_id"].ToString(), request.Query["status"].ToString());
        return Page.Answer(request, store.Do(() => store.All<Session>()
            .Where(x => (user.Length == 0 || x.PersonId == user) && (client.Length == 0 || x.ClientId == client) && (status.Length == 0 || x.StatusAt(store.Now) == status))
            .OrderByDescending(x => x.CreatedAt)
            .Select(x => SessionJson.Of(x, store)).ToList()));
    }

    public static async Task<IResult> Create(ClerkStore store, HttpRequest request)
    {
        var body = await ClerkJson.Body<NewSession>(request, ClerkJson.Wire);
        return Answer(store, store.Do(() => store.Find<Person>(body?.user_id) is { } person
            ? person.Banned || person.Locked
                ? throw new ClerkError(422, person.Banned ? "user_banned" : "user_locked", "not allowed", "This user gets no session.", "user_id")
                : store.Put(new Session(ClerkStore.NewId("sess"), store.Now, person.Id, ClerkStore.NewId("client")))
            : throw ClerkError.NotFound("user")));
    }

    public static async Task<IResult> Token(string id, ClerkStore store, SessionTokens tokens, SandboxOptions options, HttpRequest request)
    {
        var body = await ClerkJson.Body<NewToken>(request, ClerkJson.Wire);
        var life = Life(body);
        var session = store.Do(() => store.ActiveSession(id)) ?? throw ClerkError.NotFound("active session");
        return ClerkJson.Answer(new { @object = "token", jwt = tokens.Sign(session, options.AppUrl, life) });
    }

    public static async Task<IResult> TemplateToken(string id, ClerkStore store, SessionTokens tokens, SandboxOptions options, HttpRequest request)
    {
        var life = Life(await ClerkJson.Body<NewToken>(request, ClerkJson.Wire));
        var session = store.Do(() => store.ActiveSession(id)) ?? throw ClerkError.NotFound("active session");
        return ClerkJson.Answer(new { @object = "token", jwt = tokens.SignTemplate(session, options.AppUrl, life) });
    }

    public static IResult Revoke(string id, ClerkStore store) => Answer(store, store.Do(() => store.ActiveSession(id) is { } active
        ? store.Put(active with { Status = "revoked", UpdatedAt = store.Now })
        : store.Find<Session>(id)));

    private static IResult Answer(ClerkStore store, Session? session) => ClerkJson.Answer(
        store.Do(() => SessionJson.Of(session ?? throw ClerkError.NotFound("session"), store)));

    private static TimeSpan Life(NewToken? body) => body?.expires_in_seconds switch
    {
        null => SessionTokens.Life,
        >= 30 and <= 315_360_000 and var seconds => TimeSpan.FromSeconds(seconds),
        _ => throw ClerkError.Field("expires_in_seconds", "form_param_value_invalid", "expires_in_seconds must lie between 30 and 315360000."),
    };

    // Spelled as on the wire.
    private sealed record NewSession(string? user_id);

    private sealed record NewToken(long? expires_in_seconds);
}

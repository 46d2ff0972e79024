using Webinars.Sandbox.Clerk.Frontend.SigningIn;

namespace Webinars.Sandbox.Clerk.Backend;

/// <summary>Tokens that let somebody in: a user without a password, a test without being taken for a robot.</summary>
internal static class SignInTokens
{
    public static async Task<IResult> Create(ClerkStore store, SandboxOptions options, HttpRequest request)
    {
        var body = await Body.Read(request, "user_id", "org_id", "expires_in_seconds");
        var (user, life) = (body.Required("user_id"), body.Number("expires_in_seconds") ?? 2_592_000);
        return ClerkJson.Answer(store.Do(() => store.Find<Person>(user) is null
            ? throw ClerkError.NotFound("user")
            : Json(store.Put(new SignInToken(ClerkStore.NewId("sit"), store.Now, user, ClerkStore.NewId("ticket"), store.Now + (life * 1000))), options)));
    }

    public static IResult Revoke(string id, ClerkStore store, SandboxOptions options) => ClerkJson.Answer(store.Do(() => store.Find<SignInToken>(id) switch
    {
        null => throw ClerkError.NotFound("sign-in token"),
        { Status: "pending" } token => Json(store.Put(token with { Status = "revoked", UpdatedAt = store.Now }), options),
        _ => throw new ClerkError(400, "sign_in_token_cannot_be_revoked", "not allowed", "This token was used or revoked."),
    }));

    /// <summary>The sandbox takes nobody for a robot, so it never asks for this one.</summary>
    public static IResult Testing(ClerkStore store) => ClerkJson.Answer(new
    {
        @object = "testing_token", token = $"{store.Now / 1000}-{ClerkStore.NewId("c")}", expires_at = (store.Now / 1000) + 3600,
    });

    private static object Json(SignInToken token, SandboxOptions options) => new
    {
        @object = "sign_in_token",
        id = token.Id,
        status = token.Status,
        user_id = token.PersonId,
        token = token.Ticket,
        url = Tickets.Link(options, token.Ticket),
        created_at = token.CreatedAt,
        updated_at = token.UpdatedAt,
    };
}

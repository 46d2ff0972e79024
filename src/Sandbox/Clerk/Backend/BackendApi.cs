namespace Webinars.Sandbox.Clerk.Backend;

/// <summary>The part of Clerk's Backend API that the product calls, under the same root as the Frontend API.</summary>
public static class BackendApi
{
    public static void MapBackendApi(this IEndpointRouteBuilder api)
    {
        var guarded = api.MapGroup("");
        guarded.AddEndpointFilter(RequireSecretKey);
        guarded.MapGet("/jwks", (SessionTokens tokens) => ClerkJson.Answer(tokens.KeySet()));
        guarded.MapGet("/users", People.List);
        guarded.MapGet("/users/count", People.Count);
        guarded.MapGet("/users/{id}", People.Get);
        guarded.MapDelete("/users/{id}", People.Delete);
        guarded.MapPost("/users", PersonChanges.Create);
        guarded.MapPatch("/users/{id}", PersonChanges.Update);
        guarded.MapPatch("/users/{id}/metadata", (string id, ClerkStore store, HttpRequest request) => PersonChanges.Metadata(id, store, request, merge: true));
        guarded.MapPut("/users/{id}/metadata", (string id, ClerkStore store, HttpRequest request) => PersonChanges.Metadata(id, store, request, merge: false));
        guarded.MapPost("/users/{id}/ban", (string id, ClerkStore store, HttpRequest request) => PersonChanges.Close(id, store, request, x => x with { Banned = true }));
        guarded.MapPost("/users/{id}/unban", (string id, ClerkStore store, HttpRequest request) => PersonChanges.Change(id, store, request, x => x with { Banned = false }));
        guarded.MapPost("/users/{id}/lock", (string id, ClerkStore store, HttpRequest request) => PersonChanges.Change(id, store, request, x => x with { Locked = true }));
        guarded.MapPost("/users/{id}/unlock", (string id, ClerkStore store, HttpRequest request) => PersonChanges.Change(id, store, request, x => x with { Locked = false }));
        guarded.MapPost("/users/{id}/verify_password", PersonChanges.VerifyPassword);
        guarded.MapPost("/email_addresses", Addresses.Create);
        guarded.MapGet("/email_addresses/{id}", Addresses.Get);
        guarded.MapPatch("/email_addresses/{id}", Addresses.Update);
        guarded.MapDelete("/email_addresses/{id}", Addresses.Delete);
        guarded.MapGet("/sessions", Sessions.List);
        guarded.MapPost("/sessions", Sessions.Create);
        guarded.MapGet("/sessions/{id}", Sessions.Get);
        guarded.MapPost("/sessions/{id}/tokens", Sessions.Token);
        guarded.MapPost("/sessions/{id}/tokens/{template}", Sessions.TemplateToken);
        guarded.MapPost("/sessions/{id}/revoke", Sessions.Revoke);
        guarded.MapGet("/invitations", Invitations.List);
        guarded.MapPost("/invitations", Invitations.Create);
        guarded.MapPost("/invitations/{id}/revoke", Invitations.Revoke);
        guarded.MapPost("/sign_in_tokens", SignInTokens.Create);
        guarded.MapPost("/sign_in_tokens/{id}/revoke", SignInTokens.Revoke);
        guarded.MapPost("/testing_tokens", SignInTokens.Testing);
    }

    private static ValueTask<object?> RequireSecretKey(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        const string scheme = "Bearer ";
        var request = context.HttpContext.Request;
        var header = request.Headers.Authorization.ToString();
        var known = header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
            && request.HttpContext.RequestServices.GetRequiredService<ClerkKeys>().IsSecretKey(header[scheme.Length..].Trim());
        return known ? next(context) : throw new ClerkError(
            401, "authentication_invalid", "Invalid authentication", "Unable to authenticate the request: the secret key is missing or wrong.");
    }
}

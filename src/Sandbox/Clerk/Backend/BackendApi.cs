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
        guarded.MapPatch("/users/{id}", People.Update);
        guarded.MapDelete("/users/{id}", People.Delete);
        guarded.MapPatch("/users/{id}/metadata", People.MergeMetadata);
        guarded.MapPost("/sessions", Sessions.Create);
        guarded.MapGet("/sessions/{id}", Sessions.Get);
        guarded.MapPost("/sessions/{id}/tokens", Sessions.Token);
        guarded.MapPost("/sessions/{id}/revoke", Sessions.Revoke);
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

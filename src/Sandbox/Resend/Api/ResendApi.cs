using Microsoft.AspNetCore.Mvc;
using Webinars.Sandbox.Faults;

namespace Webinars.Sandbox.Resend.Api;

/// <summary>Resend's REST API: a key of the team, a name of the client, so many requests a second.</summary>
internal static class ResendApi
{
    /// <summary>An e-mail of 40 MB and what its JSON adds.</summary>
    private const int LargestRequest = 64 * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("").MayFail("resend", ResendException.Failure).AddEndpointFilter(Admit).WithMetadata(new RequestSizeLimitAttribute(LargestRequest));
        EmailsApi.Map(api.MapGroup("/emails"));
        foreach (var path in new[] { "/emails", "/emails/batch", "/emails/{id}", "/emails/{id}/cancel" })
        {
            api.Map(path, IResult () => throw new ResendException(405, "method_not_allowed", "This endpoint does not support the specified HTTP method."));
        }

        api.Map("/{**rest}", IResult () => throw new ResendException(404, "not_found", "The requested endpoint does not exist."));
    }

    private static async ValueTask<object?> Admit(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        const string scheme = "Bearer ";
        var http = call.HttpContext;
        if (http.Request.Headers.UserAgent.Count == 0)
        {
            // Refused before Resend itself sees it, hence not in its form.
            return Results.Text("error code: 1010", "text/plain", statusCode: 403);
        }

        var header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) || header[scheme.Length..].Trim() is not { Length: > 0 } key)
        {
            throw new ResendException(401, "missing_api_key", "Missing API key in the authorization header.");
        }

        if (!http.RequestServices.GetRequiredService<ResendKeys>().IsApiKey(key))
        {
            throw new ResendException(403, "invalid_api_key", "API key is invalid.");
        }

        http.RequestServices.GetRequiredService<RateWindow>().Count(http.Response.Headers);
        return await next(call);
    }
}

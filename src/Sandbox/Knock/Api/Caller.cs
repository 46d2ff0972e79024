using System.Security.Cryptography;
using System.Text;

namespace Webinars.Sandbox.Knock.Api;

/// <summary>Who asks: the account's own server by its secret key, or a browser by the public key and a user's token.</summary>
/// <param name="User">For whom a browser speaks; null for the server, which may do everything.</param>
internal sealed record Caller(string? User)
{
    private const string Bearer = "Bearer ";

    public static Caller Of(HttpContext http) => http.Features.Get<Caller>()!;

    /// <exception cref="KnockError">A browser asks for what is somebody else's.</exception>
    public void MustBe(string user)
    {
        if (User is not null && User != user)
        {
            throw KnockError.Forbidden("The user token is another user's.");
        }
    }

    /// <summary>Endpoint filter: finds out, and keeps a browser to the user in the path.</summary>
    public static ValueTask<object?> Recognise(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var http = call.HttpContext;
        var services = http.RequestServices;
        var key = http.Request.Headers.Authorization.ToString() is { } header && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..] : "";
        var keys = services.GetRequiredService<KnockKeys>();
        var caller = Is(key, keys.ApiKey) ? new Caller((string?)null)
            : Is(key, keys.PublicKey) ? new Caller(services.GetRequiredService<UserTokens>().Verify(http.Request.Headers["X-Knock-User-Token"]))
            : throw KnockError.Unauthorized("The API key is missing or wrong.");
        http.Features.Set(caller);
        if (http.GetRouteValue("user") is string user)
        {
            caller.MustBe(user);
        }

        return next(call);
    }

    /// <summary>Endpoint filter: what no browser may ask.</summary>
    public static ValueTask<object?> ServersOnly(EndpointFilterInvocationContext call, EndpointFilterDelegate next) =>
        Of(call.HttpContext).User is null ? next(call) : throw KnockError.Forbidden("This needs the secret key.");

    private static bool Is(string given, string key) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(key));
}

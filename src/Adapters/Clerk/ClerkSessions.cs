using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Webinars.Adapters.Clerk;

/// <summary>Verifies Clerk's session tokens.</summary>
/// <remarks>
/// What must hold besides the signature (RS256, by a key of the instance): issuer, lifetime ± 5 s, azp among our origins, not pending, of a category that
/// Clerk's own verifier takes. Sources: Clerk docs, "Manual JWT verification"; @clerk/backend, tokens/jwtCategories.
/// An absent azp is good: it names the page that asked for the token, programs have none, and we take tokens from a header only, never from Clerk's cookie.
/// It comes after everybody who configures the scheme: who sets the events before it adds to these checks, and cannot take their place.
/// </remarks>
internal sealed class ClerkSessions(ClerkKeySet keys, IOptions<ClerkOptions> clerk, IOptions<AllowedOrigins> origins, TimeProvider time) : IPostConfigureOptions<JwtBearerOptions>
{
    private const string Scheme = "Bearer ";
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(5);

    /// <summary>Of a session, and one that means nothing. Others (of machines, of templates, later ones) are no sign-in of a person.</summary>
    private static readonly string[] Categories = ["cl_B7d4PD111AAA", "cl_I7d4PD111III"];

    public void PostConfigure(string? name, JwtBearerOptions options)
    {
        options.MapInboundClaims = false;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = clerk.Value.Issuer.TrimEnd('/'),
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            ValidTypes = ["JWT"],
            ValidateAudience = false,
            LifetimeValidator = (from, to, _, _) => IsAlive(from, to),
            NameClaimType = "name",
            IssuerSigningKeyResolver = (_, _, id, _) => keys.Known(id) is { } key ? [key] : [],
        };
        options.Events ??= new JwtBearerEvents();
        var (received, validated) = (options.Events.OnMessageReceived, options.Events.OnTokenValidated);
        options.Events.OnMessageReceived = async context =>
        {
            await received(context);
            context.Token ??= Token(context.Request.Headers.Authorization.ToString());
            if (KeyId(context.Token) is { } id)
            {
                await keys.Learn(id, context.HttpContext.RequestAborted);
            }
        };
        options.Events.OnTokenValidated = async context =>
        {
            if (Fault(context) is { } fault)
            {
                context.Fail(fault);
                return;
            }

            await validated(context);
        };
    }

    /// <remarks>By our clock, which all nodes have alike; by itself the package asks the machine's.</remarks>
    private bool IsAlive(DateTime? from, DateTime? to)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return to is { } end && end > now - Skew && (from is null || from <= now + Skew);
    }

    private static string? Token(string header) => header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;

    /// <returns>Null for what is no token at all, or names no key.</returns>
    private static string? KeyId(string? token)
    {
        try
        {
            return token is null || new JsonWebToken(token) is not { Alg: SecurityAlgorithms.RsaSha256, Kid: { Length: > 0 } id } ? null : id;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private string? Fault(TokenValidatedContext context)
    {
        var token = (JsonWebToken)context.SecurityToken;
        var azp = context.Principal!.FindFirst("azp")?.Value;
        return azp is not null && !origins.Value.Contains(azp) ? "The token was issued to a page of another origin."
            : context.Principal.FindFirst("sts")?.Value is "pending" ? "The session is pending."
            : token.TryGetHeaderValue<object>("cat", out var category) && !Categories.Contains(category?.ToString()) ? "The token is not that of a session."
            : null;
    }
}

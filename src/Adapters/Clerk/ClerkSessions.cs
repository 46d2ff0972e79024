using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Webinars.Adapters.Clerk;

/// <summary>Verifies Clerk's session tokens (RS256 against the instance's JWKS).</summary>
/// <remarks>What must hold besides the signature: issuer, lifetime ± 5 s, azp among our origins, not pending. Source: Clerk docs, "Manual JWT verification".</remarks>
internal sealed class ClerkSessions(IOptions<ClerkOptions> clerk, IOptions<AllowedOrigins> origins, IHttpClientFactory http) : IConfigureNamedOptions<JwtBearerOptions>
{
    public const string Client = "clerk-jwks";

    public void Configure(JwtBearerOptions options) => Configure(JwtBearerDefaults.AuthenticationScheme, options);

    public void Configure(string? name, JwtBearerOptions options)
    {
        options.MapInboundClaims = false;
        options.RefreshInterval = TimeSpan.FromMinutes(1);
        options.ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(
            $"{clerk.Value.Issuer.TrimEnd('/')}/.well-known/jwks.json",
            new KeysOnly(),
            new HttpDocumentRetriever(http.CreateClient(Client)) { RequireHttps = false })
        {
            // A flood of tokens with made-up key ids asks Clerk once a minute, not once a token.
            RefreshInterval = TimeSpan.FromMinutes(1),
        };
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = clerk.Value.Issuer,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            ValidateAudience = false,
            ClockSkew = TimeSpan.FromSeconds(5),
            NameClaimType = "name",
        };
        var validated = options.Events?.OnTokenValidated;
        options.Events ??= new JwtBearerEvents();
        options.Events.OnTokenValidated = async context =>
        {
            var azp = context.Principal!.FindFirst("azp")?.Value;
            if (azp is not null && !origins.Value.Contains(azp))
            {
                context.Fail("The token was issued to a page of another origin.");
            }
            else if (context.Principal.FindFirst("sts")?.Value is "pending")
            {
                context.Fail("The session is pending.");
            }
            else if (validated is not null)
            {
                await validated(context);
            }
        };
    }

    /// <summary>Clerk publishes its keys as a bare JWKS; the configuration manager wants them wrapped.</summary>
    private sealed class KeysOnly : IConfigurationRetriever<OpenIdConnectConfiguration>
    {
        public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(string address, IDocumentRetriever retriever, CancellationToken cancel)
        {
            var configuration = new OpenIdConnectConfiguration();
            foreach (var key in new JsonWebKeySet(await retriever.GetDocumentAsync(address, cancel)).GetSigningKeys())
            {
                configuration.SigningKeys.Add(key);
            }

            return configuration;
        }
    }
}

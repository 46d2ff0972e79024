using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Webinars.Web.Tests;

/// <summary>The whole product before a Clerk of our own: it tells its keys and its users, counts how often it is asked, can be out of order, and signs whatever a test wants.</summary>
public sealed class ClerkStandIn : IAsyncLifetime
{
    private readonly RSA _key = RSA.Create(2048);
    private WebApplication _clerk = null!;
    private int _asked;

    public WebinarsApp App { get; } = new();

    public string Issuer { get; private set; } = "";

    public int Asked => _asked;

    public bool IsDown { get; set; }

    /// <summary>The Authorization and Clerk-API-Version headers of the last call of the Backend API.</summary>
    public (string? Authorization, string? Version) Called { get; private set; }

    public async ValueTask InitializeAsync() => await Start();

    public async Task Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _clerk = builder.Build();
        _clerk.MapGet("/.well-known/jwks.json", () =>
        {
            Interlocked.Increment(ref _asked);
            return IsDown ? Results.StatusCode(500) : Results.Json(Keys());
        });
        _clerk.MapGet("/v1/users/{id}", (string id, HttpRequest request) =>
        {
            Called = (request.Headers.Authorization, request.Headers["Clerk-API-Version"]);
            return id.StartsWith("mch_", StringComparison.Ordinal) ? Results.NotFound() : Results.Json(new { id, first_name = "Ada", last_name = "Lovelace" });
        });
        await _clerk.StartAsync();
        Issuer = _clerk.Urls.Single();
        foreach (var (name, value) in new[] { ("PublishableKey", "pk_test_" + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{new Uri(Issuer).Authority}$"))), ("SecretKey", "sk_test_1"), ("WebhookSecret", "whsec_" + Convert.ToBase64String(new byte[24])), ("Issuer", Issuer), ("BaseUrl", $"{Issuer}/v1") })
        {
            App.Settings[$"Clerk__{name}"] = value;
        }

        await App.Start();
    }

    /// <summary>The claims of a good token.</summary>
    public Dictionary<string, object?> Claims()
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        return new() { ["iss"] = Issuer, ["azp"] = App.Url, ["sub"] = "user_1", ["sid"] = "sess_1", ["sts"] = "active", ["v"] = 2, ["iat"] = now, ["nbf"] = now - 10, ["exp"] = now + 60 };
    }

    /// <summary>The header of a good token.</summary>
    public static Dictionary<string, object?> Header() => new() { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = "ins_1", ["cat"] = "cl_B7d4PD111AAA" };

    /// <summary>What is null is left out.</summary>
    public string Sign(Dictionary<string, object?> header, Dictionary<string, object?> claims, Func<byte[], byte[]>? sign = null)
    {
        var text = $"{Encode(header)}.{Encode(claims)}";
        var signature = (sign ?? (bytes => _key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)))(Encoding.ASCII.GetBytes(text));
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>The public key, as text: what somebody who confuses the algorithms would sign with.</summary>
    public string PublicPem => _key.ExportSubjectPublicKeyInfoPem();

    public async Task<HttpResponseMessage> Try(string token) =>
        await App.Http.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/api/webinars?view=mine") { Headers = { { "Authorization", $"Bearer {token}" } } });

    public async Task<HttpStatusCode> Status(string token) => (await Try(token)).StatusCode;

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await _clerk.DisposeAsync();
        _key.Dispose();
    }

    private static string Encode(Dictionary<string, object?> part) =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part.Where(one => one.Value is not null).ToDictionary()));

    private object Keys()
    {
        var key = _key.ExportParameters(includePrivateParameters: false);
        return new { keys = new[] { new { use = "sig", kty = "RSA", kid = "ins_1", alg = "RS256", n = Base64Url.EncodeToString(key.Modulus), e = Base64Url.EncodeToString(key.Exponent) } } };
    }
}

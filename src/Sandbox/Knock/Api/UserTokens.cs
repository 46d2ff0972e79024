using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Webinars.Sandbox.Knock.Api;

/// <summary>The token by which a browser proves whose feed it may read: RS256 of the environment's signing key, <c>sub</c>, and <c>exp</c> in Unix seconds.</summary>
public sealed class UserTokens(KnockKeys keys, TimeProvider time) : IDisposable
{
    private readonly RSA _key = keys.OpenSigningKey();

    public void Dispose() => _key.Dispose();

    /// <returns>The user that it speaks for.</returns>
    /// <exception cref="KnockError">401, with the reason.</exception>
    internal string Verify(string? token)
    {
        if (token?.Split('.') is not [var header, var payload, var signature])
        {
            throw KnockError.Unauthorized("A user token is needed: enhanced security is on.");
        }

        if (Parse(header) is not { } head || Parse(payload) is not { } claims || Text(head, "alg") != "RS256"
            || !Base64Url.IsValid(signature)
            || !_key.VerifyData(Encoding.UTF8.GetBytes($"{header}.{payload}"), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
        {
            throw KnockError.Unauthorized("The user token is not signed with this environment's signing key.");
        }

        if (!claims.TryGetProperty("exp", out var exp) || exp.ValueKind is not JsonValueKind.Number || exp.GetDouble() <= time.GetUtcNow().ToUnixTimeSeconds())
        {
            throw KnockError.Unauthorized("The user token has expired.");
        }

        return Text(claims, "sub") ?? throw KnockError.Unauthorized("The user token has no sub.");
    }

    private static JsonElement? Parse(string part)
    {
        try
        {
            var element = Base64Url.IsValid(part) ? JsonElement.Parse(Base64Url.DecodeFromChars(part)) : default;
            return element.ValueKind is JsonValueKind.Object ? element : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}

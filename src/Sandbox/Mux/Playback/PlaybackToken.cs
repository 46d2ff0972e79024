using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Webinars.Sandbox.Mux.Playback;

/// <summary>The JSON web token of a signed playback id: RS256, <c>kid</c> in the payload (or the header), <c>sub</c>, <c>aud</c>, <c>exp</c> in Unix seconds.</summary>
internal static class PlaybackToken
{
    /// <returns>The claims of a good token.</returns>
    /// <exception cref="MuxException">403, with the reason.</exception>
    public static JsonElement Verify(string? token, string playbackId, string audience, IReadOnlyList<SigningKey> keys, DateTimeOffset now)
    {
        if (token?.Split('.') is not [var header, var payload, var signature])
        {
            throw MuxException.Forbidden("This playback id is signed: a token is needed");
        }

        if (Parse(header) is not { } head || Parse(payload) is not { } claims || Text(head, "alg") != "RS256")
        {
            throw MuxException.Forbidden("The token is not an RS256 JSON web token");
        }

        var kid = Text(claims, "kid") ?? Text(head, "kid");
        var key = keys.FirstOrDefault(x => x.Id == kid) ?? throw MuxException.Forbidden("The token's kid is no signing key");
        if (!IsSignedBy(key, $"{header}.{payload}", signature))
        {
            throw MuxException.Forbidden("The token's signature is wrong");
        }

        return Text(claims, "sub") != playbackId ? throw MuxException.Forbidden("The token's sub is another playback id")
            : Text(claims, "aud") != audience ? throw MuxException.Forbidden($"The token's aud is not {audience}")
            : Expiry(claims) <= now.ToUnixTimeSeconds() ? throw MuxException.Forbidden("The token has expired")
            : claims;
    }

    public static string Sign(MuxKeys keys, string playbackId, string audience, DateTimeOffset expiry)
    {
        var claims = new JsonObject { ["kid"] = keys.SigningKeyId, ["sub"] = playbackId, ["aud"] = audience, ["exp"] = expiry.ToUnixTimeSeconds() };
        var signed = Encode("""{"alg":"RS256","typ":"JWT"}""") + "." + Encode(claims.ToJsonString());
        using var key = keys.OpenSigningKey();
        return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    /// <summary>Unix seconds; a token without an expiry is refused.</summary>
    public static long Expiry(JsonElement claims) =>
        claims.TryGetProperty("exp", out var exp) && exp.ValueKind == JsonValueKind.Number && exp.TryGetDouble(out var seconds)
            ? (long)seconds
            : throw MuxException.Forbidden("The token has no exp");

    private static bool IsSignedBy(SigningKey key, string signed, string signature)
    {
        if (!Base64Url.IsValid(signature))
        {
            return false;
        }

        using var rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(Convert.FromBase64String(key.PublicKey), out _);
        return rsa.VerifyData(Encoding.UTF8.GetBytes(signed), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static JsonElement? Parse(string part)
    {
        try
        {
            var element = Base64Url.IsValid(part) ? JsonElement.Parse(Base64Url.DecodeFromChars(part)) : default;
            return element.ValueKind == JsonValueKind.Object ? element : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Webinars.Sandbox.Clerk;

/// <summary>Signs Clerk's session tokens (JWT, version 2, RS256) and shows the key that verifies them.</summary>
public sealed class SessionTokens(ClerkKeys keys, SandboxOptions options, TimeProvider time) : IDisposable
{
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(60);

    // An RSA object serves one thread at a time, and ten thousand tokens are wanted from several.
    private readonly ThreadLocal<RSA> _rsa = new(() => Import(keys.PrivateKey), trackAllValues: true);
    private readonly string _issuer = ClerkKeys.Issuer(options);

    /// <param name="authorizedParty">Origin of the page that asks: the <c>azp</c> claim.</param>
    public string Sign(Session session, string authorizedParty, TimeSpan life)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        return Sign("cl_B7d4PD111AAA", new
        {
            azp = authorizedParty,
            exp = now + (long)life.TotalSeconds,
            fva = FactorAge(session),
            iat = now,
            iss = _issuer,
            jti = Guid.NewGuid().ToString("N"),
            nbf = now - 10,
            sid = session.Id,
            sts = "active",
            sub = session.PersonId,
            v = 2,
        });
    }

    /// <summary>A token of a custom template: whatever its name, it holds the claims that every template has.</summary>
    public string SignTemplate(Session session, string authorizedParty, TimeSpan life)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        return Sign("cl_B7d4PD222AAA", new
        {
            azp = authorizedParty,
            exp = now + (long)life.TotalSeconds,
            iat = now,
            iss = _issuer,
            jti = Guid.NewGuid().ToString("N"),
            nbf = now - 10,
            sub = session.PersonId,
        });
    }

    /// <summary>Minutes since the first and the second factor; -1 = never.</summary>
    public int[] FactorAge(Session session) =>
        [(int)((time.GetUtcNow().ToUnixTimeMilliseconds() - session.CreatedAt) / 60_000), -1];

    public object KeySet()
    {
        var key = _rsa.Value!.ExportParameters(includePrivateParameters: false);
        return new
        {
            keys = new[]
            {
                new
                {
                    use = "sig", kty = "RSA", kid = keys.InstanceId, alg = "RS256",
                    n = Base64Url.EncodeToString(key.Modulus), e = Base64Url.EncodeToString(key.Exponent),
                },
            },
        };
    }

    public void Dispose()
    {
        foreach (var rsa in _rsa.Values)
        {
            rsa.Dispose();
        }

        _rsa.Dispose();
    }

    private string Sign(string category, object claims)
    {
        var head = new { alg = "RS256", cat = category, kid = keys.InstanceId, typ = "JWT" };
        var text = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(head)) + "."
            + Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims));
        var signature = _rsa.Value!.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return text + "." + Base64Url.EncodeToString(signature);
    }

    private static RSA Import(string pem)
    {
        var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        return rsa;
    }
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Webinars.Adapters.Knock;

namespace Webinars.Adapters.Tests.Knock;

public sealed class KnockPassTests
{
    [Fact]
    public void A_pass_is_an_RS256_token_for_one_person_and_one_hour()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_767_261_600));
        using var knock = new KnockAdapter(clock, ("Knock:BaseUrl", "https://api.knock.app/"));
        var pass = knock.Passes.Make(KnockCalls.Person);
        Assert.Equal(("https://api.knock.app", "pk_1", KnockAdapter.FeedChannel, $"{KnockCalls.Person:D}", clock.GetUtcNow().AddHours(1)), (pass.Host, pass.PublicKey, pass.Feed, pass.UserId, pass.ExpiresAt));
        var parts = pass.Token.Split('.');
        Assert.Equal("""{"alg":"RS256","typ":"JWT"}""", Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[0])));
        var claims = JsonElement.Parse(Base64Url.DecodeFromChars(parts[1]));
        Assert.Equal(["sub", "iat", "exp"], claims.EnumerateObject().Select(claim => claim.Name));
        Assert.Equal((pass.UserId, 1_767_261_600, 1_767_265_200), (claims.GetProperty("sub").GetString(), claims.GetProperty("iat").GetInt64(), claims.GetProperty("exp").GetInt64()));
        Assert.True(KnockAdapter.SigningKey.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Fact]
    public void A_signing_key_is_a_PEM_or_its_base64_and_nothing_else()
    {
        using var key = RSA.Create(2048);
        using var curve = ECDsa.Create();
        var pem = key.ExportPkcs8PrivateKeyPem();
        Assert.All(new[] { pem, $"\n{pem}\n", Base64(pem) }, text => Assert.True(KnockKey.IsOne(text)));
        Assert.All(
            new[] { "", "secret", Base64("secret"), pem[..100], key.ExportSubjectPublicKeyInfoPem(), Base64(key.ExportRSAPublicKeyPem()), curve.ExportPkcs8PrivateKeyPem() },
            text => Assert.False(KnockKey.IsOne(text), text));

        using var knock = new KnockAdapter(("Knock:SigningKey", pem));
        Assert.Equal(2, knock.Passes.Make(KnockCalls.Person).Token.Count(c => c == '.'));

        static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
    }
}

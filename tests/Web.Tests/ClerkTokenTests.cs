using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Webinars.Web.Tests;

/// <summary>Which tokens are a sign-in, over the whole process: each that is not differs in one thing from one that is.</summary>
public sealed class ClerkTokenTests(ClerkStandIn clerk) : IClassFixture<ClerkStandIn>
{
    private static readonly Dictionary<string, Func<ClerkStandIn, string>> Good = new()
    {
        ["as Clerk makes it"] = clerk => With(clerk),
        ["a second past its end"] = clerk => With(clerk, claims: ("exp", Now - 1)),
        ["two seconds before its beginning"] = clerk => With(clerk, claims: ("nbf", Now + 2)),
        ["of no page"] = clerk => With(clerk, claims: ("azp", null)),
        ["of the first version, which has no status"] = clerk => With(clerk, claims: ("sts", null)),
        ["of no category"] = clerk => With(clerk, header: ("cat", null)),
        ["of a category that means nothing"] = clerk => With(clerk, header: ("cat", "cl_I7d4PD111III")),
        ["with an unknown claim and header"] = clerk => With(clerk, ("oiat", Now), ("fva", new[] { 0, -1 })),
    };

    private static readonly Dictionary<string, Func<ClerkStandIn, string>> Bad = new()
    {
        ["another issuer"] = clerk => With(clerk, claims: ("iss", "https://clerk.example.com")),
        ["no issuer"] = clerk => With(clerk, claims: ("iss", null)),
        ["another page"] = clerk => With(clerk, claims: ("azp", "https://evil.example")),
        ["a page whose name begins as ours"] = clerk => With(clerk, claims: ("azp", clerk.App.Url + ".evil.example")),
        ["an empty page"] = clerk => With(clerk, claims: ("azp", "")),
        ["expired"] = clerk => With(clerk, claims: ("exp", Now - 7)),
        ["no end"] = clerk => With(clerk, claims: ("exp", null)),
        ["not yet"] = clerk => With(clerk, claims: ("nbf", Now + 30)),
        ["pending"] = clerk => With(clerk, claims: ("sts", "pending")),
        ["nobody"] = clerk => With(clerk, claims: ("sub", null)),
        ["a machine"] = clerk => With(clerk, ("cat", "cl_B7d4PD333AAA"), ("sub", "mch_1")),
        ["a machine that calls itself a user"] = clerk => With(clerk, header: ("cat", "cl_B7d4PD333AAA")),
        ["a template"] = clerk => With(clerk, header: ("cat", "cl_B7d4PD222AAA")),
        ["a category to come"] = clerk => With(clerk, header: ("cat", "cl_B7d4PD444AAA")),
        ["a category that is no text"] = clerk => With(clerk, header: ("cat", 1)),
        ["another type"] = clerk => With(clerk, header: ("typ", "at+jwt")),
        ["no type"] = clerk => With(clerk, header: ("typ", null)),
        ["no key's name"] = clerk => With(clerk, header: ("kid", null)),
        ["another key's name"] = clerk => With(clerk, header: ("kid", "ins_2")),
        ["no algorithm"] = clerk => clerk.Sign(new(ClerkStandIn.Header()) { ["alg"] = "none" }, clerk.Claims(), _ => []),
        ["the public key as a secret"] = clerk => clerk.Sign(
            new(ClerkStandIn.Header()) { ["alg"] = "HS256" }, clerk.Claims(), text => HMACSHA256.HashData(Encoding.ASCII.GetBytes(clerk.PublicPem), text)),
        ["an algorithm that the key could do too"] = clerk => With(clerk, header: ("alg", "RS512")),
        ["somebody else's key"] = clerk => clerk.Sign(ClerkStandIn.Header(), clerk.Claims(), Foreign),
        ["a key that it brings along"] = clerk => Bringing(clerk, key => ("jwk", new
        {
            kty = "RSA", kid = "ins_1", alg = "RS256", n = Base64Url.EncodeToString(key.ExportParameters(false).Modulus), e = Base64Url.EncodeToString(key.ExportParameters(false).Exponent),
        })),
        ["a certificate that it brings along"] = clerk => Bringing(clerk, key => ("x5c", new[] { Convert.ToBase64String(
            new CertificateRequest("CN=evil", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1)).RawData) })),
        ["a place where its key is"] = clerk => Bringing(clerk, _ => ("jku", "https://evil.example/.well-known/jwks.json")),
        ["no signature"] = clerk => clerk.Sign(ClerkStandIn.Header(), clerk.Claims(), _ => []),
        ["claims that were changed"] = clerk => With(clerk).Split('.') is [var head, _, var signature] ? $"{head}.{With(clerk, claims: ("sub", "user_2")).Split('.')[1]}.{signature}" : "",
        ["nonsense"] = _ => "a.b.c",
        ["one part"] = _ => "a",
        ["a very long one"] = _ => new string('a', 6000),
    };

    public static TheoryData<string> Accepted => [.. Good.Keys];

    public static TheoryData<string> Refused => [.. Bad.Keys];

    private static long Now => DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task A_token_that_may_be_one_is_a_sign_in(string kind) => Assert.Equal(HttpStatusCode.OK, await clerk.Status(Good[kind](clerk)));

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_token_that_may_be_none_is_nobody(string kind)
    {
        await Visitor.IsRefused(HttpStatusCode.Unauthorized, "not-signed-in", await clerk.Try(Bad[kind](clerk)));
        Assert.Equal(HttpStatusCode.OK, await clerk.Status(With(clerk)));
    }

    [Fact]
    public async Task The_directory_is_asked_in_a_version_that_is_said()
    {
        Assert.Equal(HttpStatusCode.OK, await clerk.Status(With(clerk, claims: ("sub", $"user_{Guid.NewGuid():N}"))));
        Assert.Equal(("Bearer sk_test_1", "2025-11-10"), clerk.Called);
    }

    [Fact]
    public async Task A_flood_of_made_up_keys_asks_once_at_most_and_keeps_nobody_out()
    {
        Assert.Equal(HttpStatusCode.OK, await clerk.Status(With(clerk)));
        var before = clerk.Asked;
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => clerk.Status(With(clerk, header: ("kid", i % 10 == 0 ? "ins_1" : $"ins_x{i}")))));
        Assert.Equal(20, answers.Count(status => status is HttpStatusCode.OK));
        Assert.Equal(180, answers.Count(status => status is HttpStatusCode.Unauthorized));
        Assert.InRange(clerk.Asked - before, 0, 1);
    }

    [Fact]
    public async Task While_Clerk_is_down_its_known_keys_stay_good_and_without_any_it_is_said_that_we_are_busy()
    {
        await using var down = new ClerkStandIn { IsDown = true };
        await down.Start();
        for (var i = 0; i < 20; i++)
        {
            var answer = await down.Try(With(down));
            Assert.Equal(5, answer.Headers.RetryAfter?.Delta?.TotalSeconds);
            await Visitor.IsRefused(HttpStatusCode.ServiceUnavailable, "busy", answer);
        }

        Assert.Equal(1, down.Asked);
        Assert.Equal(HttpStatusCode.OK, (await down.App.Http.GetAsync("/api/webinars")).StatusCode);
        Assert.DoesNotContain("   at ", down.App.Output, StringComparison.Ordinal);

        down.IsDown = false;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await down.Status(With(down)) is not HttpStatusCode.OK)
        {
            await Task.Delay(500, limit.Token);
        }

        down.IsDown = true;
        var before = down.Asked;
        Assert.Equal(HttpStatusCode.Unauthorized, await down.Status(With(down, header: ("kid", "ins_2"))));
        Assert.Equal(HttpStatusCode.OK, await down.Status(With(down)));
        Assert.InRange(down.Asked - before, 0, 1);
    }

    private static string Bringing(ClerkStandIn clerk, Func<RSA, (string Name, object Value)> along)
    {
        using var key = RSA.Create(2048);
        var (name, value) = along(key);
        return clerk.Sign(new(ClerkStandIn.Header()) { [name] = value }, clerk.Claims(), text => key.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    private static byte[] Foreign(byte[] text)
    {
        using var key = RSA.Create(2048);
        return key.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    /// <summary>A good token but for this.</summary>
    private static string With(ClerkStandIn clerk, (string Name, object? Value)? header = null, (string Name, object? Value)? claims = null)
    {
        var (head, body) = (ClerkStandIn.Header(), clerk.Claims());
        if (header is { } one)
        {
            head[one.Name] = one.Value;
        }

        if (claims is { } other)
        {
            body[other.Name] = other.Value;
        }

        return clerk.Sign(head, body);
    }
}

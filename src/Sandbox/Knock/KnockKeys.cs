using System.Security.Cryptography;
using System.Text;

namespace Webinars.Sandbox.Knock;

/// <summary>The keys of the made-up Knock environment: made with the first start, kept in <c>knock-keys.json</c>.</summary>
/// <param name="SigningKey">Base64 of a PKCS#8 PEM, as the dashboard gives it.</param>
public sealed record KnockKeys(string ApiKey, string PublicKey, string SigningKey, string FeedChannelId, string WebhookSecret, string EnvironmentId)
{
    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static readonly Lock Gate = new();

    public static IReadOnlyDictionary<string, string> Settings(SandboxOptions options)
    {
        var keys = Load(options);
        return new Dictionary<string, string>
        {
            ["Knock:ApiKey"] = keys.ApiKey,
            ["Knock:PublicKey"] = keys.PublicKey,
            ["Knock:SigningKey"] = keys.SigningKey,
            ["Knock:FeedChannelId"] = keys.FeedChannelId,
            ["Knock:WebhookSecret"] = keys.WebhookSecret,

            // No path: Knock's browser client would drop it.
            ["Knock:BaseUrl"] = options.Url,
        };
    }

    public static KnockKeys Load(SandboxOptions options)
    {
        lock (Gate)
        {
            var file = new SandboxFile<Kept>(options, "knock-keys");
            return file.Read(kept => kept.Keys) ?? file.Change(kept => kept.Keys = Make());
        }
    }

    /// <summary>An id as Knock makes them (KSUID): 27 letters and digits.</summary>
    public static string NewId() => RandomNumberGenerator.GetString(Letters, 27);

    public RSA OpenSigningKey()
    {
        var key = RSA.Create();
        key.ImportFromPem(Encoding.UTF8.GetString(Convert.FromBase64String(SigningKey)));
        return key;
    }

    private static KnockKeys Make()
    {
        using var key = RSA.Create(2048);
        return new KnockKeys(
            "sk_test_" + RandomNumberGenerator.GetString(Letters, 43),
            "pk_test_" + RandomNumberGenerator.GetString(Letters, 43),
            Convert.ToBase64String(Encoding.UTF8.GetBytes(key.ExportPkcs8PrivateKeyPem())),
            Guid.NewGuid().ToString(),
            RandomNumberGenerator.GetString(Letters, 43),
            Guid.NewGuid().ToString());
    }

    private sealed class Kept
    {
        public KnockKeys? Keys { get; set; }
    }
}

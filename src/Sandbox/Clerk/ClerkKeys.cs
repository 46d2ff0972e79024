using System.Security.Cryptography;
using System.Text;

namespace Webinars.Sandbox.Clerk;

/// <summary>The keys of the made-up Clerk instance, made once and kept in <c>clerk-keys.json</c>.</summary>
public sealed class ClerkKeys
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public string SecretKey { get; set; } = "";

    /// <summary>Svix's form: <c>whsec_</c> and base64.</summary>
    public string WebhookSecret { get; set; } = "";

    /// <summary>Names the instance, and its signing key in the head of each token.</summary>
    public string InstanceId { get; set; } = "";

    /// <summary>RSA 2048, PEM.</summary>
    public string PrivateKey { get; set; } = "";

    public static ClerkKeys Open(SandboxOptions options)
    {
        var file = new SandboxFile<ClerkKeys>(options, "clerk-keys");
        return file.Read(keys => keys.PrivateKey.Length > 0) ? file.Read(keys => keys) : file.Change(Fill);
    }

    public static IReadOnlyDictionary<string, string> Settings(SandboxOptions options)
    {
        var keys = Open(options);
        return new Dictionary<string, string>
        {
            ["Clerk:PublishableKey"] = "pk_live_" + Convert.ToBase64String(Encoding.ASCII.GetBytes("clerk.sandbox.localhost$")),
            ["Clerk:SecretKey"] = keys.SecretKey,
            ["Clerk:WebhookSecret"] = keys.WebhookSecret,
            ["Clerk:Issuer"] = Issuer(options),
            ["Clerk:BaseUrl"] = Issuer(options) + "/v1",
        };
    }

    public static string Issuer(SandboxOptions options) => options.Url + ClerkSandbox.Root;

    public bool IsSecretKey(string candidate) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(candidate), Encoding.UTF8.GetBytes(SecretKey));

    private static ClerkKeys Fill(ClerkKeys keys)
    {
        using var rsa = RSA.Create(2048);
        keys.PrivateKey = rsa.ExportPkcs8PrivateKeyPem();
        keys.SecretKey = "sk_live_" + RandomNumberGenerator.GetString(Alphabet, 42);
        keys.WebhookSecret = "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(24));
        keys.InstanceId = ClerkStore.NewId("ins");
        return keys;
    }
}

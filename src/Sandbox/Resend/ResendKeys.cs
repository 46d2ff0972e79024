using System.Security.Cryptography;
using System.Text;

namespace Webinars.Sandbox.Resend;

/// <summary>The keys of the made-up Resend team, made once and kept in <c>resend-keys.json</c>.</summary>
public sealed class ResendKeys
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static readonly Lock Gate = new();

    public string ApiKey { get; set; } = "";

    /// <summary>Svix's form: <c>whsec_</c> and base64.</summary>
    public string WebhookSecret { get; set; } = "";

    public static ResendKeys Open(SandboxOptions options)
    {
        lock (Gate)
        {
            var file = new SandboxFile<ResendKeys>(options, "resend-keys");
            return file.Read(keys => keys.ApiKey.Length > 0) ? file.Read(keys => keys) : file.Change(Fill);
        }
    }

    public static IReadOnlyDictionary<string, string> Settings(SandboxOptions options)
    {
        var keys = Open(options);
        return new Dictionary<string, string>
        {
            ["Resend:ApiKey"] = keys.ApiKey,
            ["Resend:WebhookSecret"] = keys.WebhookSecret,
            ["Resend:From"] = "Webinars <webinars@sandbox.localhost>",
            ["Resend:BaseUrl"] = options.Url + ResendSandbox.Root,
            ["Resend:RequestsPerSecond"] = "50",
        };
    }

    public bool IsApiKey(string candidate) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(candidate), Encoding.UTF8.GetBytes(ApiKey));

    private static ResendKeys Fill(ResendKeys keys)
    {
        keys.ApiKey = $"re_{RandomNumberGenerator.GetString(Alphabet, 8)}_{RandomNumberGenerator.GetString(Alphabet, 24)}";
        keys.WebhookSecret = "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(24));
        return keys;
    }
}

using System.Security.Cryptography;
using System.Text;

namespace Webinars.Sandbox.Mux;

/// <summary>The keys of the made-up Mux instance: made with the first start, kept in <c>mux-keys.json</c>.</summary>
public sealed record MuxKeys(string TokenId, string TokenSecret, string WebhookSecret, string SigningKeyId, string SigningKey)
{
    private static readonly Lock Gate = new();

    public static IReadOnlyDictionary<string, string> Settings(SandboxOptions options)
    {
        var keys = Load(options);
        return new Dictionary<string, string>
        {
            ["Mux:TokenId"] = keys.TokenId,
            ["Mux:TokenSecret"] = keys.TokenSecret,
            ["Mux:WebhookSecret"] = keys.WebhookSecret,
            ["Mux:SigningKeyId"] = keys.SigningKeyId,
            ["Mux:SigningKey"] = keys.SigningKey,
            ["Mux:BaseUrl"] = $"{options.Url}/sandbox/mux",
            ["Mux:StreamUrl"] = $"{options.Url}/sandbox/mux/stream",
            ["Mux:ImageUrl"] = $"{options.Url}/sandbox/mux/image",
            ["Mux:PostsPerSecond"] = "50",
            ["Mux:CallsPerSecond"] = "50",
            ["Mux:IngestUrl"] = options.Ingest.Url,
        };
    }

    public static MuxKeys Load(SandboxOptions options)
    {
        lock (Gate)
        {
            var file = new SandboxFile<Kept>(options, "mux-keys");
            return file.Read(kept => kept.Keys) ?? file.Change(kept => kept.Keys = Make());
        }
    }

    /// <summary>A private key in the API's form: base64 of a PKCS#1 PEM.</summary>
    public static string Encode(RSA key) => Convert.ToBase64String(Encoding.UTF8.GetBytes(key.ExportRSAPrivateKeyPem()));

    public RSA OpenSigningKey()
    {
        var key = RSA.Create();
        key.ImportFromPem(Encoding.UTF8.GetString(Convert.FromBase64String(SigningKey)));
        return key;
    }

    private static MuxKeys Make()
    {
        using var key = RSA.Create(2048);
        return new MuxKeys(Guid.NewGuid().ToString(), MuxId.New(75), MuxId.New(32), MuxId.New(), Encode(key));
    }

    private sealed class Kept
    {
        public MuxKeys? Keys { get; set; }
    }
}

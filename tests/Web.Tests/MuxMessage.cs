using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Webinars.Web.Tests;

/// <summary>Webhook messages as Mux would send them, signed with the sandbox's secret or with another.</summary>
public sealed class MuxMessage(WebinarsApp app)
{
    /// <summary>Where the sandbox keeps the secret that it signs with.</summary>
    public string Secret { get; } = Find(app.Folder);

    public static string Stream(string type, string streamId, string? id = null, DateTimeOffset? at = null) => JsonSerializer.Serialize(new
    {
        type,
        id = id ?? Guid.NewGuid().ToString(),
        created_at = at ?? DateTimeOffset.UtcNow,
        @object = new { type = "live", id = streamId },
        data = new { id = streamId, stream_key = "SENTINEL-KEY", srt_passphrase = "SENTINEL-PASS", status = "active" },
    });

    public Task<HttpResponseMessage> Post(string body, string? secret = null, DateTimeOffset? at = null) => PostSigned(body, Sign(body, secret ?? Secret, at ?? DateTimeOffset.UtcNow));

    public Task<HttpResponseMessage> PostSigned(string body, string? signature)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/mux") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (signature is not null)
        {
            request.Headers.TryAddWithoutValidation("Mux-Signature", signature);
        }

        return app.Http.SendAsync(request);
    }

    public static string Sign(string body, string secret, DateTimeOffset at) =>
        $"t={at.ToUnixTimeSeconds()},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{at.ToUnixTimeSeconds()}.{body}")))}";

    private static string Find(string folder)
    {
        using var keys = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "data", "sandbox", "mux-keys.json")));
        return keys.RootElement.GetProperty("keys").GetProperty("webhookSecret").GetString()!;
    }
}

using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Webinars.Web.Tests;

/// <summary>Webhook messages as Clerk would send them, signed with the sandbox's secret or with another; and what the sandbox's Clerk is asked to do.</summary>
public sealed class ClerkMessage(WebinarsApp app)
{
    private readonly JsonElement _keys = JsonElement.Parse(File.ReadAllText(Path.Combine(app.Folder, "data", "sandbox", "clerk-keys.json")));

    public string Secret => _keys.GetProperty("webhookSecret").GetString()!;

    public static string Event(string type, object data, DateTimeOffset? at = null) => JsonSerializer.Serialize(new
    {
        data,
        type,
        @object = "event",
        timestamp = (at ?? DateTimeOffset.UtcNow).ToUnixTimeMilliseconds(),
        instance_id = "ins_1",
    });

    public static string Named(string subject, string name, DateTimeOffset? at = null) => Event(
        "user.updated", new { id = subject, @object = "user", first_name = name, last_name = (string?)null, has_image = false, email_addresses = Array.Empty<object>() }, at);

    public Task<HttpResponseMessage> Post(string body, string? id = null, string? secret = null, DateTimeOffset? at = null)
    {
        id ??= $"msg_{Guid.NewGuid():N}";
        return PostSigned(body, id, at ?? DateTimeOffset.UtcNow, Sign(body, id, at ?? DateTimeOffset.UtcNow, secret ?? Secret));
    }

    public Task<HttpResponseMessage> PostSigned(string body, string? id, DateTimeOffset? at, string? signature)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/clerk") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in new[] { ("svix-id", id), ("svix-timestamp", at?.ToUnixTimeSeconds().ToString()), ("svix-signature", signature) })
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return app.Http.SendAsync(request);
    }

    public static string Sign(string body, string id, DateTimeOffset at, string secret) => "v1," + Convert.ToBase64String(HMACSHA256.HashData(
        Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{id}.{at.ToUnixTimeSeconds()}.{body}")));

    /// <summary>A call of the sandbox's Backend API.</summary>
    public async Task Backend(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, $"/sandbox/clerk/v1/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _keys.GetProperty("secretKey").GetString());
        using var answer = await app.Http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}

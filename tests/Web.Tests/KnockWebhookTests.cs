using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Webinars.Web.Tests;

/// <summary>Notices end to end, in one process: the sandbox at the root of the origin, and what it tells the product.</summary>
public sealed class KnockWebhookTests : IClassFixture<WebinarsApp>
{
    private readonly WebinarsApp _app;
    private readonly JsonElement _keys;

    public KnockWebhookTests(WebinarsApp app)
    {
        _app = app;
        _keys = JsonElement.Parse(File.ReadAllText(Path.Combine(app.Folder, "data", "sandbox", "knock-keys.json"))).GetProperty("keys");
    }

    [Fact]
    public async Task What_becomes_of_a_notice_is_told_and_taken()
    {
        var person = Guid.NewGuid();
        Assert.Equal(HttpStatusCode.OK, (await Send(HttpMethod.Post, "/v1/workflows/webinar-live/trigger", "apiKey", new { recipients = new[] { person }, data = new { title = "Live" } })).StatusCode);
        var shown = JsonElement.Parse(await _app.Http.GetStringAsync($"/sandbox/knock/inbox?user={person}"))[0];
        Assert.Equal("Live", shown.GetProperty("title").GetString());
        await Send(HttpMethod.Post, "/v1/messages/batch/read", "publicKey", new { message_ids = new[] { shown.GetProperty("id").GetString() } }, Token(person));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var told = JsonElement.Parse(await _app.Http.GetStringAsync("/sandbox/knock/webhooks", limit.Token)).EnumerateArray()
                .Where(one => one.GetProperty("about").GetString() == shown.GetProperty("id").GetString()).ToList();
            if (told.Count == 3 && told.TrueForAll(one => one.GetProperty("attempts").GetInt32() > 0))
            {
                Assert.Equal(["message.read", "message.delivered", "message.sent"], told.Select(one => one.GetProperty("type").GetString()));
                Assert.All(told, one => Assert.Equal(200, one.GetProperty("lastStatus").GetInt32()));
                break;
            }

            await Task.Delay(50, limit.Token);
        }
    }

    [Fact]
    public async Task Forged_stale_and_unsigned_messages_are_refused_and_what_means_nothing_is_taken()
    {
        var (body, now) = ("""{"type":"message.seen","created_at":"2026-01-01T10:00:05Z","data":{"id":"m1","recipient":"0191f0a8-0000-7000-8000-00000000000a"}}""", DateTimeOffset.UtcNow);
        var secret = _keys.GetProperty("webhookSecret").GetString()!;
        var good = Sign(body, secret, now);
        foreach (var bad in new[] { null, "", "t=,s=", good[..^1], good + "0", good.Replace("s=", "v1=", StringComparison.Ordinal), Sign(body, secret + "x", now), Sign(body + " ", secret, now), Sign(body, secret, now.AddMinutes(-6)), Sign(body, secret, now.AddMinutes(6)) })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await Post(body, bad));
        }

        Assert.Equal(HttpStatusCode.OK, await Post(body, good));
        Assert.Equal(HttpStatusCode.OK, await Post(body, good));
        Assert.Equal(HttpStatusCode.OK, await Post("""{"type":"workflow.committed"}""", Sign("""{"type":"workflow.committed"}""", secret, now)));
        var large = new string('x', 300_000);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await Post(large, Sign(large, secret, now)));
    }

    [Fact]
    public async Task A_browser_reads_its_feed_and_hears_of_what_is_new_through_the_products_own_door()
    {
        var person = Guid.NewGuid();
        var (feed, token) = (_keys.GetProperty("feedChannelId").GetString(), Token(person));
        Assert.Equal(HttpStatusCode.OK, (await Send(HttpMethod.Get, $"/v1/users/{person}/feeds/{feed}", "publicKey", null, token)).StatusCode);
        var refused = await Send(HttpMethod.Get, $"/v1/users/{person}/feeds/{feed}", "publicKey", null);
        Assert.Equal((HttpStatusCode.Unauthorized, "authentication_error"), (refused.StatusCode, (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString()));

        using var socket = new ClientWebSocket();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await socket.ConnectAsync(new Uri($"{_app.Url.Replace("http", "ws", StringComparison.Ordinal)}/ws/v1/websocket?user_token={token}&api_key={_keys.GetProperty("publicKey").GetString()}&vsn=2.0.0"), limit.Token);
        await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(new object[] { "1", "1", $"feeds:{feed}:{person}", "phx_join", new { client_a = new { } } }), WebSocketMessageType.Text, true, limit.Token);
        Assert.Contains("\"ok\"", await Receive(), StringComparison.Ordinal);
        await Send(HttpMethod.Post, "/v1/workflows/webinar-live/trigger", "apiKey", new { recipients = new[] { person } });
        Assert.Contains("\"attn\":[\"client_a\"]", await Receive(), StringComparison.Ordinal);

        async Task<string> Receive()
        {
            var buffer = new byte[16 * 1024];
            return Encoding.UTF8.GetString(buffer, 0, (await socket.ReceiveAsync(buffer, limit.Token)).Count);
        }
    }

    [Fact]
    public async Task Pages_may_ask_the_vendor_wherever_it_is_and_nobody_else()
    {
        await using var app = new WebinarsApp();
        foreach (var (name, setting) in new[] { ("ApiKey", "apiKey"), ("PublicKey", "publicKey"), ("SigningKey", "signingKey"), ("FeedChannelId", "feedChannelId"), ("WebhookSecret", "webhookSecret") })
        {
            app.Settings[$"Knock__{name}"] = _keys.GetProperty(setting).GetString();
        }

        await app.Start();
        Assert.Contains("https://api.knock.app wss://api.knock.app", await Policy(app), StringComparison.Ordinal);
        Assert.DoesNotContain("knock", await Policy(_app), StringComparison.OrdinalIgnoreCase);

        async Task<string> Policy(WebinarsApp asked) =>
            (await asked.Http.GetAsync("/")).Headers.GetValues("Content-Security-Policy").Single().Split(';').Single(part => part.Contains("connect-src", StringComparison.Ordinal));
    }

    private static string Sign(string body, string secret, DateTimeOffset at) =>
        $"t={at.ToUnixTimeMilliseconds()},s={Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{at.ToUnixTimeMilliseconds()}.{body}")))}";

    private async Task<HttpStatusCode> Post(string body, string? signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/knock") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (signature is not null)
        {
            request.Headers.TryAddWithoutValidation("x-knock-signature", signature);
        }

        using var answer = await _app.Http.SendAsync(request);
        return answer.StatusCode;
    }

    private Task<HttpResponseMessage> Send(HttpMethod method, string path, string key, object? body, string? token = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _keys.GetProperty(key).GetString());
        request.Headers.TryAddWithoutValidation("X-Knock-User-Token", token ?? "");
        return _app.Http.SendAsync(request);
    }

    private string Token(Guid person)
    {
        using var key = RSA.Create();
        key.ImportFromPem(Encoding.UTF8.GetString(Convert.FromBase64String(_keys.GetProperty("signingKey").GetString()!)));
        var claims = JsonSerializer.SerializeToUtf8Bytes(new { sub = person, exp = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds() });
        var signed = $"{Base64Url.EncodeToString("""{"alg":"RS256","typ":"JWT"}"""u8)}.{Base64Url.EncodeToString(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }
}

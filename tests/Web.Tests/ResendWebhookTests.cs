using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Webinars.Adapters.LiteDb;
using Webinars.Mail;
using Webinars.Storage;

namespace Webinars.Web.Tests;

/// <summary>What Resend tells of letters, over the whole process: from the sandbox or a forger to what is kept.</summary>
public sealed class ResendWebhookTests : IAsyncLifetime
{
    private readonly WebinarsApp _app = new();
    private JsonElement _keys;

    public async ValueTask InitializeAsync()
    {
        await _app.Start();
        _keys = JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(_app.Folder, "data", "sandbox", "resend-keys.json")));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Only_what_the_vendor_says_has_an_effect_and_it_has_it_once()
    {
        var now = DateTimeOffset.UtcNow;
        var forged = Complaint("forged", "mallory@example.org");
        var good = ClerkMessage.Sign(forged, "msg_1", now, Secret);
        HttpResponseMessage[] bad =
        [
            await Post(forged, null, null, null), await Post(forged, "msg_1", now, null), await Post(forged, "msg_2", now, good), await Post(forged + " ", "msg_1", now, good),
            await Post(forged, "msg_1", now.AddSeconds(1), good), await Post(forged, "msg_1", now, good.Replace("v1,", "v0,", StringComparison.Ordinal)),
            await Post(forged, "msg_1", now, ClerkMessage.Sign(forged, "msg_1", now, "whsec_" + Convert.ToBase64String(new byte[24]))),
            await Signed(forged, "msg_1", now.AddMinutes(-6)), await Signed(forged, "msg_1", now.AddMinutes(6)),
        ];
        Assert.All(bad, answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Signed(Complaint("forged", new string('x', 300_000)), "msg_3", now)).StatusCode);

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Signed(Complaint("genuine", "ada@example.org"), "msg_4", now)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(HttpStatusCode.OK, (await Signed("""{"type":"email.teleported","data":{}}""", "msg_5", now)).StatusCode);
        var bounced = await Bounced();

        Assert.DoesNotContain("ada@example.org", _app.Output, StringComparison.Ordinal);
        await _app.Stop();
        await using var services = new ServiceCollection().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddSingleton(TimeProvider.System).AddLogging()
            .AddLiteDbStore(store => store.Path = Path.Combine(_app.Folder, "data")).BuildServiceProvider();
        var store = services.GetRequiredService<IStore>();
        var (emails, suppressions) = (new EmailStore(store), new Suppressions(store));
        Assert.Null(await emails.Get("forged", default));
        Assert.Null(await suppressions.Get("mallory@example.org", default));
        Assert.Equal((EmailState.Complained, 1), ((await emails.Get("genuine", default))!.State, (await emails.Get("genuine", default))!.Version));
        Assert.Equal(EmailState.Complained, (await suppressions.Get("Ada <ADA@example.org>", default))!.Reason);
        Assert.Equal(EmailState.Bounced, (await emails.Get(bounced, default))!.State);
        Assert.Equal(EmailState.Bounced, (await suppressions.Get("bounced+1@resend.dev", default))!.Reason);
    }

    private string Secret => _keys.GetProperty("webhookSecret").GetString()!;

    /// <summary>A letter to the sandbox's address for that, once the product has heard what became of it.</summary>
    private async Task<string> Bounced()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sandbox/resend/emails")
        {
            Content = JsonContent.Create(new { from = "events@example.com", to = "bounced+1@resend.dev", subject = "Hi", text = "Hi" }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _keys.GetProperty("apiKey").GetString());
        request.Headers.UserAgent.ParseAdd("tests/1.0");
        using var sent = await _app.Http.SendAsync(request);
        var id = (await sent.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!(await _app.Http.GetFromJsonAsync<JsonElement>("/sandbox/resend/webhooks", limit.Token)).EnumerateArray()
            .Any(one => one.GetProperty("type").GetString() == "email.bounced" && one.GetProperty("delivered").GetBoolean()))
        {
            await Task.Delay(100, limit.Token);
        }

        return id;
    }

    private static string Complaint(string id, string to) =>
        $$$"""{"type":"email.complained","created_at":"2026-01-01T10:00:00.000Z","data":{"email_id":"{{{id}}}","to":["{{{to}}}"]}}""";

    private Task<HttpResponseMessage> Signed(string body, string id, DateTimeOffset at) => Post(body, id, at, ClerkMessage.Sign(body, id, at, Secret));

    private Task<HttpResponseMessage> Post(string body, string? id, DateTimeOffset? at, string? signature)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/resend") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in new[] { ("svix-id", id), ("svix-timestamp", at?.ToUnixTimeSeconds().ToString()), ("svix-signature", signature) })
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return _app.Http.SendAsync(request);
    }
}

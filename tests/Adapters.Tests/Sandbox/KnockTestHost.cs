using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Webinars.Adapters.Tests.Contracts;
using Webinars.Sandbox;

namespace Webinars.Adapters.Tests.Sandbox;

/// <summary>A sandbox on a free port with a clock of its own and a receiver for its webhooks. Every call of the vendor's is held against its document.</summary>
internal sealed class KnockTestHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private KnockTestHost(WebApplication app, SandboxOptions options, FakeTimeProvider clock, WebhookReceiver receiver)
    {
        (_app, Options, Clock, Receiver) = (app, options, clock, receiver);
        Settings = SandboxServices.Settings(options);
        Http = new HttpClient(new ContractHandler("", () => Contract.Knock, "/v1/")) { BaseAddress = new Uri(options.Url) };
    }

    public SandboxOptions Options { get; }

    public FakeTimeProvider Clock { get; }

    public WebhookReceiver Receiver { get; }

    public IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>As anybody.</summary>
    public HttpClient Http { get; }

    public string Feed => Settings["Knock:FeedChannelId"];

    public static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<KnockTestHost> StartAsync()
    {
        var receiver = await WebhookReceiver.StartAsync();
        return await StartAsync(SandboxPlace.Folder(), new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 10, 0, 0, TimeSpan.Zero)), receiver);
    }

    /// <summary>Another process in this one's place.</summary>
    public async Task<KnockTestHost> StartAgainAsync()
    {
        await _app.StopAsync();
        return await StartAsync(Options.Folder, Clock, Receiver);
    }

    /// <summary>As the server, with the secret key.</summary>
    public Task<JsonElement> ServerAsync(HttpMethod method, string path, object? body = null, HttpStatusCode expected = HttpStatusCode.OK) =>
        SendAsync(method, path, body, expected, Settings["Knock:ApiKey"], null);

    /// <summary>As a browser of <paramref name="user"/>, with the public key and a token.</summary>
    public Task<JsonElement> BrowserAsync(string user, HttpMethod method, string path, object? body = null, HttpStatusCode expected = HttpStatusCode.OK) =>
        SendAsync(method, path, body, expected, Settings["Knock:PublicKey"], Token(user));

    public async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body, HttpStatusCode expected, string? key, string? token)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        if (token is not null)
        {
            request.Headers.Add("X-Knock-User-Token", token);
        }

        using var response = await Http.SendAsync(request, Cancelled);
        var text = await response.Content.ReadAsStringAsync(Cancelled);
        Assert.True(expected == response.StatusCode, $"{method} {path}: {response.StatusCode} {text}");
        return text.Length == 0 ? default : JsonElement.Parse(text);
    }

    /// <summary>One notice each for some users; the clock moves on a second.</summary>
    /// <returns>The run's id.</returns>
    public async Task<string> NotifyAsync(object data, params string[] users)
    {
        Clock.Advance(TimeSpan.FromSeconds(1));
        return (await ServerAsync(HttpMethod.Post, "/v1/workflows/webinar-live/trigger", new { recipients = users, data })).Text("workflow_run_id");
    }

    public Task<JsonElement> FeedAsync(string user, string query = "") => BrowserAsync(user, HttpMethod.Get, $"/v1/users/{user}/feeds/{Feed}{query}");

    /// <summary>Titles of a feed's page, in its order.</summary>
    public async Task<string[]> TitlesAsync(string user, string query = "") => Titles(await FeedAsync(user, query));

    public static string[] Titles(JsonElement feed) => [.. feed.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("data").Text("title"))];

    public static string[] Ids(JsonElement feed) => [.. feed.GetProperty("entries").EnumerateArray().Select(entry => entry.Text("id"))];

    /// <summary>A token of the environment's own signing key for the next hour.</summary>
    public string Token(string user, object? claims = null)
    {
        using var key = RSA.Create();
        key.ImportFromPem(Encoding.UTF8.GetString(Convert.FromBase64String(Settings["Knock:SigningKey"])));
        var now = Clock.GetUtcNow();
        return MuxToken.Sign(key, new { alg = "RS256", typ = "JWT" }, claims ?? new { sub = user, iat = now.ToUnixTimeSeconds(), exp = now.AddHours(1).ToUnixTimeSeconds() });
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.End();
        await Receiver.DisposeAsync();
        Directory.Delete(Options.Folder, recursive: true);
    }

    private static async Task<KnockTestHost> StartAsync(string folder, FakeTimeProvider clock, WebhookReceiver receiver)
    {
        var options = new SandboxOptions($"http://127.0.0.1:{SandboxPlace.Port()}", receiver.Url, folder);
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(options.Url);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSandbox(options);
        var app = builder.Build();
        app.MapSandbox();
        await app.StartAsync(Cancelled);
        return new KnockTestHost(app, options, clock, receiver);
    }
}

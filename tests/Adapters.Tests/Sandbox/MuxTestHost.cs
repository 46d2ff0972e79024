using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Webinars.Adapters.Tests.Contracts;
using Webinars.Sandbox;
using Webinars.Sandbox.Mux.Ingest;
using Webinars.Servers;

namespace Webinars.Adapters.Tests.Sandbox;

/// <summary>A sandbox on a free port with a clock of its own and a receiver for its webhooks.</summary>
internal sealed class MuxTestHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private readonly TimeProvider _time;
    private bool _stopped;

    private MuxTestHost(WebApplication app, SandboxOptions options, TimeProvider time, WebhookReceiver receiver)
    {
        (_app, Options, _time, Receiver) = (app, options, time, receiver);
        Settings = SandboxServices.Settings(options);
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Settings["Mux:TokenId"]}:{Settings["Mux:TokenSecret"]}"));
        Http = new HttpClient { BaseAddress = new Uri(options.Url) };
        Api = new HttpClient(new ContractHandler("/sandbox/mux", () => Contract.Mux)) { BaseAddress = new Uri(Settings["Mux:BaseUrl"] + "/"), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Basic", basic) } };
    }

    public SandboxOptions Options { get; }

    /// <summary>Stands still until a test moves it. Where encoders are real, time is too, and there is none.</summary>
    public FakeTimeProvider Clock => (FakeTimeProvider)_time;

    public WebhookReceiver Receiver { get; }

    public IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>With the API's credentials; paths begin with <c>video/v1/</c> or <c>system/v1/</c>.</summary>
    public HttpClient Api { get; }

    /// <summary>As anybody: paths begin with <c>/sandbox</c>.</summary>
    public HttpClient Http { get; }

    public static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<MuxTestHost> StartAsync()
    {
        var receiver = await WebhookReceiver.StartAsync();
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 10, 0, 0, TimeSpan.Zero));
        return await StartAsync(SandboxPlace.Folder(), clock, receiver, IngestOptions.Off);
    }

    /// <summary>Open to real encoders; with real time, unless it is to stand still.</summary>
    public static async Task<MuxTestHost> StartIngestAsync(IngestOptions? ingest = null, bool stopped = false) => await StartAsync(
        SandboxPlace.Folder(),
        stopped ? new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 10, 0, 0, TimeSpan.Zero)) : TimeProvider.System,
        await WebhookReceiver.StartAsync(),
        ingest ?? Ingest());

    /// <summary>Another process in this one's place, with the files as a killed process would leave them now.</summary>
    public async Task<MuxTestHost> KillAndStartAgainAsync()
    {
        var copy = Directory.CreateTempSubdirectory("mux-sandbox").FullName;
        foreach (var file in Directory.GetFiles(Options.Folder, "*", SearchOption.AllDirectories).Where(x => !x.EndsWith(".tmp", StringComparison.Ordinal)))
        {
            var to = Path.Combine(copy, Path.GetRelativePath(Options.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        await StopAsync();
        return await StartAsync(copy, _time, Receiver, Options.Ingest.Port is null ? IngestOptions.Off : Ingest());
    }

    public async Task<JsonElement> CreateStreamAsync(object? settings = null) =>
        await SendAsync(HttpMethod.Post, "video/v1/live-streams", settings ?? new
        {
            playback_policies = new[] { "signed" },
            new_asset_settings = new { playback_policies = new[] { "signed" }, passthrough = "webinar_42" },
            latency_mode = "low",
            reconnect_window = 60,
            passthrough = "webinar_42",
        }, HttpStatusCode.Created);

    /// <returns>What stands under <c>data</c>.</returns>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body = null, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await Api.SendAsync(request, Cancelled);
        var text = await response.Content.ReadAsStringAsync(Cancelled);
        Assert.True(expected == response.StatusCode, $"{method} {path}: {response.StatusCode} {text}");
        return text.Length == 0 ? default : JsonElement.Parse(text).TryGetProperty("data", out var data) ? data : JsonElement.Parse(text);
    }

    public async Task<JsonElement> EncoderAsync(string streamId, bool on)
    {
        using var response = await Http.PostAsJsonAsync($"/sandbox/mux/live-streams/{streamId}/encoder", new { on }, Cancelled);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
    }

    /// <summary>A stream whose encoder has been on for <paramref name="seconds"/> seconds and whose picture is there.</summary>
    public async Task<(string StreamId, string AssetId)> BroadcastAsync(double seconds, object? settings = null)
    {
        var id = (await CreateStreamAsync(settings)).Text("id");
        var asset = (await EncoderAsync(id, on: true)).Text("assetId");
        Clock.Advance(TimeSpan.FromSeconds(seconds));
        await UntilAsync(async () => await StatusAsync(id) == "active", "the live stream to be active");
        return (id, asset);
    }

    public async Task<string> StatusAsync(string streamId) => (await SendAsync(HttpMethod.Get, $"video/v1/live-streams/{streamId}")).Text("status");

    public Task<JsonElement> AssetAsync(string id) => SendAsync(HttpMethod.Get, $"video/v1/assets/{id}");

    public async Task<string> PlaybackIdAsync(string path) =>
        (await SendAsync(HttpMethod.Get, $"video/v1/{path}")).GetProperty("playback_ids")[0].Text("id");

    /// <summary>A token of the instance's own signing key for the next hour.</summary>
    public string Token(string playbackId, string audience = "v", params (string Name, object Value)[] claims)
    {
        var all = new Dictionary<string, object>
        {
            ["kid"] = Settings["Mux:SigningKeyId"], ["sub"] = playbackId, ["aud"] = audience, ["exp"] = _time.GetUtcNow().AddHours(1).ToUnixTimeSeconds(),
        };
        foreach (var (name, value) in claims)
        {
            all[name] = value;
        }

        using var key = RSA.Create();
        key.ImportFromPem(Encoding.UTF8.GetString(Convert.FromBase64String(Settings["Mux:SigningKey"])));
        return MuxToken.Sign(key, new { alg = "RS256", typ = "JWT" }, all);
    }

    /// <summary>Switches a fault on, or all of a vendor's off.</summary>
    public async Task FaultAsync(object wish)
    {
        using var answer = await Http.PostAsJsonAsync("/sandbox/faults", wish, Cancelled);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
    }

    public async Task<JsonElement> JsonAsync(string path) => JsonElement.Parse(await Http.GetStringAsync(path, Cancelled));

    /// <summary>Newest first.</summary>
    public async Task<List<JsonElement>> WebhooksAsync(string vendor) => [.. (await JsonAsync($"/sandbox/{vendor}/webhooks")).EnumerateArray()];

    public async Task<List<JsonElement>> PeopleAsync(int count)
    {
        using var answer = await Http.PostAsJsonAsync("/sandbox/clerk/people", new { count }, Cancelled);
        return [.. (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(Cancelled)).EnumerateArray()];
    }

    public Task<HttpResponseMessage> RenameAsync(string person, string firstName, string lastName) =>
        Http.PostAsJsonAsync($"/sandbox/clerk/people/{person}/rename", new { firstName, lastName }, Cancelled);

    public static async Task UntilAsync(Func<Task<bool>> happened, string what)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        while (!await happened())
        {
            Assert.False(limit.IsCancellationRequested, $"Waited in vain for {what}");
            await Task.Delay(20, Cancelled);
        }
    }

    /// <summary>As the end of its process, and its files stay.</summary>
    public async Task StopListeningAsync()
    {
        Api.Dispose();
        Http.Dispose();
        if (!_stopped)
        {
            _stopped = true;
            await _app.End();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Receiver.DisposeAsync();
    }

    private async Task StopAsync()
    {
        await StopListeningAsync();
        TestFolders.Remove(Options.Folder);
    }

    private static async Task<MuxTestHost> StartAsync(string folder, TimeProvider time, WebhookReceiver receiver, IngestOptions ingest)
    {
        var options = new SandboxOptions($"http://127.0.0.1:{SandboxPlace.Port()}", receiver.Url, folder) { Ingest = ingest };
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(options.Url);
        builder.Services.AddSingleton(time);
        builder.Services.AddSandbox(options);
        var app = builder.Build();
        app.MapSandbox();
        await app.StartAsync(Cancelled);
        return new MuxTestHost(app, options, time, receiver);
    }

    private static IngestOptions Ingest() => new(SandboxPlace.Port(), null, "ffmpeg");
}

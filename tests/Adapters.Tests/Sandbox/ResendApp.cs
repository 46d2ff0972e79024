using System.Net.Http.Headers;
using System.Net;
using System.Text.Json;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Webinars.Adapters.Tests.Contracts;
using Webinars.Sandbox;

namespace Webinars.Adapters.Tests.Sandbox;

/// <summary>The sandbox on a free loopback port, with a folder of its own, a clock that stands still until it is moved and a receiver for its webhooks.</summary>
internal sealed class ResendApp : IAsyncDisposable
{
    public const string Small = """{"from":"Acme <events@example.com>","to":"delivered@resend.dev","subject":"Hi","html":"<b>Hi</b>"}""";

    private readonly int? _rate;
    private WebApplication? _app;

    private ResendApp(int port, WebhookReceiver product, int? rate)
    {
        (Product, _rate) = (product, rate);
        Options = new SandboxOptions($"http://localhost:{port}", product.Url, SandboxPlace.Folder());
        Http = new HttpClient { BaseAddress = new Uri($"{Options.Url}/sandbox/resend/") };
        Api = Client(Settings["Resend:ApiKey"]);
    }

    public WebhookReceiver Product { get; }

    public SandboxOptions Options { get; }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 10, 0, 0, TimeSpan.Zero));

    public IReadOnlyDictionary<string, string> Settings => SandboxServices.Settings(Options);

    /// <summary>As the product: with a key and a name. Paths begin with <c>emails</c>.</summary>
    public HttpClient Api { get; }

    /// <summary>As a script.</summary>
    public HttpClient Http { get; }

    public static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <param name="rate">Requests per second; null: no limit.</param>
    public static async Task<ResendApp> Start(int? rate = null)
    {
        var product = await WebhookReceiver.StartAsync();
        for (var attempt = 1; ; attempt++)
        {
            var app = new ResendApp(SandboxPlace.Port(), product, rate);
            try
            {
                await app.Run();
                return app;
            }
            catch (IOException) when (attempt < 5)
            {
                await app.Stop();
            }
        }
    }

    public HttpClient Client(string? key, string? agent = "tests/1.0")
    {
        var http = new HttpClient(new ContractHandler("/sandbox/resend", () => Contract.Resend)) { BaseAddress = new Uri(Settings["Resend:BaseUrl"] + "/") };
        http.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        if (agent is not null)
        {
            http.DefaultRequestHeaders.UserAgent.ParseAdd(agent);
        }

        return http;
    }

    public async Task Restart(Action? between = null)
    {
        await _app!.End();
        between?.Invoke();
        await Run();
    }

    public async Task<(int Status, JsonElement Body)> Send(string body, string path = "emails", params (string Name, string Value)[] headers) =>
        await Call(HttpMethod.Post, path, body, headers);

    public async Task<(int Status, JsonElement Body)> Call(HttpMethod method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await Api.SendAsync(request, Cancelled);
        return ((int)answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancelled)));
    }

    /// <summary>Sends it and gives its id.</summary>
    public async Task<string> Sent(string body = Small)
    {
        var (status, answer) = await Send(body);
        Assert.True(status == 200, $"{answer}");
        return answer.Text("id");
    }

    public async Task<string> State(string id) => (await Call(HttpMethod.Get, $"emails/{id}")).Body.Text("last_event");

    public async Task<JsonElement> Inbox(string query = "") => JsonElement.Parse(await Http.GetStringAsync("inbox" + query, Cancelled));

    public async Task<HttpStatusCode> Happens(string id, string what, string? wish = null)
    {
        using var answer = await Http.PostAsync($"inbox/{id}/{what}", wish is null ? null : new StringContent(wish, Encoding.UTF8, "application/json"), Cancelled);
        return answer.StatusCode;
    }

    /// <summary>Lets the letters that are on their way arrive.</summary>
    public async Task<string> Arrived(string id, string state)
    {
        Clock.Advance(TimeSpan.FromSeconds(1));
        await MuxTestHost.UntilAsync(async () => await State(id) == state, $"{state} (it is {await State(id)})");
        return id;
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        await Product.DisposeAsync();
    }

    private async Task Stop()
    {
        Api.Dispose();
        Http.Dispose();
        await _app!.End();
        Directory.Delete(Options.Folder, recursive: true);
    }

    private async Task Run()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Options.Url);

        // As in the product's process.
        builder.WebHost.UseKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 1024 * 1024);
        builder.Configuration.AddInMemoryCollection([new("Sandbox:Resend:RequestsPerSecond", _rate?.ToString())]);
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddSandbox(Options);
        _app = builder.Build();
        _app.MapSandbox();
        await _app.StartAsync(Cancelled);
    }
}

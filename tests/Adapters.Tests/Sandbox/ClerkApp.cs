using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Webinars.Adapters.Tests.Contracts;
using Webinars.Adapters.Tests.Contracts.Coverage;
using Webinars.Sandbox;

namespace Webinars.Adapters.Tests.Sandbox;

/// <summary>The sandbox on a free loopback port, with a folder of its own and a clock that stands still until it is moved.</summary>
public sealed class ClerkApp : IAsyncDisposable
{
    public const string Page = "http://localhost:5080";
    private WebApplication? _app;

    private ClerkApp(string folder, int port, string app) => Options = new SandboxOptions($"http://localhost:{port}", app, folder);

    public SandboxOptions Options { get; }
    public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());
    public HttpClient Http { get; private set; } = new();
    public IReadOnlyDictionary<string, string> Settings => SandboxServices.Settings(Options);

    /// <summary>What was asked through <see cref="Browser"/> and <see cref="Backend"/>.</summary>
    internal ConcurrentBag<Call> Calls { get; } = [];

    /// <summary>Everything that any sandbox has mapped.</summary>
    internal IEnumerable<RouteEndpoint> Routes => _app!.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    /// <param name="product">Where its webhooks go.</param>
    public static async Task<ClerkApp> Start(string product = Page)
    {
        for (var attempt = 1; ; attempt++)
        {
            var app = new ClerkApp(SandboxPlace.Folder(), SandboxPlace.Port(), product);
            try
            {
                await app.Run();
                return app;
            }
            catch (IOException) when (attempt < 5)
            {
                await app.DisposeAsync();
            }
        }
    }

    public async Task Restart()
    {
        await _app!.End();
        await Run();
    }

    public ClerkBrowser Browser() => new(Options.Url, Calls);

    /// <summary>A client of the Backend API.</summary>
    public HttpClient Backend(string? secretKey = null) => new(new ContractHandler("/sandbox/clerk/v1", () => Contract.Clerk, calls: Calls))
    {
        BaseAddress = new Uri(Settings["Clerk:BaseUrl"] + "/"),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", secretKey ?? Settings["Clerk:SecretKey"]) },
    };

    public async Task<List<JsonNode>> People(object wish)
    {
        using var answer = await Http.PostAsJsonAsync("people", wish);
        return [.. (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonArray>())!.Select(x => x!)];
    }

    /// <summary>The newest code for an address; null when there is none.</summary>
    public async Task<string?> Code(string email)
    {
        using var answer = await Http.GetAsync("codes?email=" + Uri.EscapeDataString(email));
        return answer.StatusCode == HttpStatusCode.NotFound ? null : (await answer.Content.ReadFromJsonAsync<JsonNode>())!["code"]!.GetValue<string>();
    }

    public async ValueTask DisposeAsync()
    {
        await _app!.End();
        Http.Dispose();
        Directory.Delete(Options.Folder, recursive: true);
    }

    private async Task Run()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(Options.Url);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddSandbox(Options);
        _app = builder.Build();
        _app.MapSandbox();
        await _app.StartAsync();
        Http.Dispose();
        Http = new HttpClient { BaseAddress = new Uri(Options.Url + "/sandbox/clerk/") };
    }
}

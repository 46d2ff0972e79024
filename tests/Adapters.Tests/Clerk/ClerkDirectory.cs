using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Webinars.Adapters.Clerk;
using Webinars.People;

namespace Webinars.Adapters.Tests.Clerk;

/// <summary>The directory as the product puts it together, before a vendor that answers as told and keeps what it was asked.</summary>
internal sealed class ClerkDirectory : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly ConcurrentQueue<HttpRequestMessage> _calls = new();

    /// <param name="settings">With a base URL of plain http it is not answered from here.</param>
    public ClerkDirectory(string client, params IEnumerable<KeyValuePair<string, string>> settings)
    {
        var all = new Dictionary<string, string?>
        {
            ["Clerk:PublishableKey"] = "pk_test_x", ["Clerk:SecretKey"] = "SENTINEL-SECRET", ["Clerk:WebhookSecret"] = "whsec_AAAA", ["Clerk:Issuer"] = "https://people.example",
            ["Clerk:BaseUrl"] = "https://people.example/under/v1", ["Clerk:Client"] = client,
        };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(all).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration).AddSingleton(TimeProvider.System).AddLogging().AddClerk();
#if VENDOR_SDKS
        Webinars.VendorSdks.VendorSdkServices.AddVendorSdks(services, configuration);
#endif
        if (!all["Clerk:BaseUrl"]!.StartsWith("http://", StringComparison.Ordinal))
        {
            services.ConfigureHttpClientDefaults(http => http.ConfigurePrimaryHttpMessageHandler(() => new Vendor(this)));
        }

        services.ConfigureAll<HttpStandardResilienceOptions>(resilience => resilience.Retry.Delay = TimeSpan.Zero);
        _services = services.BuildServiceProvider(validateScopes: true);
    }

    public Func<HttpResponseMessage> Answer { get; set; } = () => Says(HttpStatusCode.NotFound);

    public IReadOnlyList<HttpRequestMessage> Calls => [.. _calls];

    public IUserDirectory Users => _services.GetRequiredService<IUserDirectory>();

    public static HttpResponseMessage Says(HttpStatusCode status, string body = """{"errors":[{"message":"SENTINEL-TEXT","code":"x"}]}""") =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public void Dispose() => _services.Dispose();

    private sealed class Vendor(ClerkDirectory directory) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            directory._calls.Enqueue(request);
            var answer = directory.Answer();
            answer.RequestMessage = request;
            return Task.FromResult(answer);
        }
    }
}

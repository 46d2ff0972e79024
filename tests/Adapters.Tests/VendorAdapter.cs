using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Webinars.Adapters.Tests.Contracts;
using Xunit.Sdk;

namespace Webinars.Adapters.Tests;

/// <summary>An adapter as the product puts it together, before a vendor that answers as told, keeps what it was sent and holds it against its document.</summary>
/// <remarks>Whose base URL is plain http is before whoever answers there.</remarks>
internal abstract class VendorAdapter : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly Func<Contract> _contract;
    private readonly string _root;
    private readonly ConcurrentQueue<Call> _calls = new();
    private readonly ConcurrentQueue<string> _problems = new();
    private readonly LogInMemory _log = new();
#if VENDOR_SDKS
    private readonly VendorSdks.LoopbackVendor? _loopback;
#endif

    /// <param name="settings">A later one takes the place of an earlier one with its name.</param>
    protected VendorAdapter(string vendor, Func<Contract> contract, TimeProvider clock, IEnumerable<(string Name, string Value)> settings, Action<IServiceCollection> add)
    {
        (_contract, Clock) = (contract, clock);
        var all = new Dictionary<string, string?>();
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        var isReal = all[$"{vendor}:BaseUrl"]!.StartsWith("http://", StringComparison.Ordinal);
        _root = new Uri(all[$"{vendor}:BaseUrl"]!).AbsolutePath.TrimEnd('/');
#if VENDOR_SDKS
        if (vendor == "Mux" && all.GetValueOrDefault("Mux:Client") == "Sdk" && !isReal)
        {
            // The package takes no handler of ours: it meets the same vendor on a socket.
            _loopback = new VendorSdks.LoopbackVendor((method, path, body) => Called(new Call(method, path, body, new Dictionary<string, string>(), Clock.GetUtcNow())));
            all["Mux:BaseUrl"] = _loopback.Url;
        }

#endif
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(all).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration).AddSingleton(Clock);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_log));
        add(services);
#if VENDOR_SDKS
        Webinars.VendorSdks.VendorSdkServices.AddVendorSdks(services, configuration);
#endif
        if (!isReal)
        {
            services.ConfigureHttpClientDefaults(client => client.ConfigurePrimaryHttpMessageHandler(() => new Vendor(this)));
        }

        services.ConfigureAll<HttpStandardResilienceOptions>(resilience => resilience.Retry.Delay = TimeSpan.Zero);

        // As in Development, where what lives as long as a request cannot be asked for outside of one.
        _services = services.BuildServiceProvider(validateScopes: true);
    }

    public TimeProvider Clock { get; }

    /// <summary>What the vendor answers.</summary>
    public abstract Func<Call, HttpResponseMessage> Answer { get; set; }

    public IReadOnlyList<Call> Calls => [.. _calls];

    /// <summary>Everything that anybody logged, at every level.</summary>
    public string Log => _log.ToString();

    public static HttpResponseMessage Says(HttpStatusCode status, string body = "{}", int? retryAfter = null)
    {
        var answer = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (retryAfter is { } seconds)
        {
            answer.Headers.Add("Retry-After", $"{seconds}");
        }

        return answer;
    }

    /// <summary>Every request that came was one that the vendor's document describes.</summary>
    public void Dispose()
    {
        _services.Dispose();
#if VENDOR_SDKS
        _loopback?.Dispose();
#endif
        Assert.True(_problems.IsEmpty, string.Join(Environment.NewLine, _problems));
    }

    protected T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    private HttpResponseMessage Called(Call call)
    {
        _calls.Enqueue(call);
        try
        {
            if (ContractFolder.IsThere)
            {
                _contract().Request(call.Method, call.Path[_root.Length..], call.Body);
            }
        }
        catch (XunitException problem)
        {
            _problems.Enqueue(problem.Message);
        }

        return Answer(call);
    }

    /// <param name="Path">With the query, as it stood on the wire.</param>
    internal sealed record Call(string Method, string Path, string Body, IReadOnlyDictionary<string, string> Headers, DateTimeOffset At);

    private sealed class Vendor(VendorAdapter adapter) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            var headers = request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
                .ToDictionary(header => header.Key, header => string.Join(' ', header.Value), StringComparer.OrdinalIgnoreCase);
            var answer = adapter.Called(new Call(request.Method.Method, request.RequestUri!.PathAndQuery, body, headers, adapter.Clock.GetUtcNow()));
            answer.RequestMessage = request;
            return answer;
        }
    }
}

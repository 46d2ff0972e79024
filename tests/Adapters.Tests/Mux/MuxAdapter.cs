using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Webinars.Adapters.Mux;
using Webinars.Adapters.Tests.Contracts;
using Webinars.Replaying;
using Webinars.Streaming;

namespace Webinars.Adapters.Tests.Mux;

/// <summary>The adapter as the product puts it together, before a vendor that answers as told and keeps what it was sent.</summary>
internal sealed class MuxAdapter : IDisposable
{
    public const string Stream = """
        {"data":{"id":"LS1","stream_key":"SENTINEL-KEY","srt_passphrase":"SENTINEL-PASS","status":"idle","playback_ids":[{"policy":"signed","id":"PB1"}],"created_at":"1609868768"}}
        """;

    /// <summary>Made once: to make one takes a good part of a second.</summary>
    private static readonly string SigningKey = NewKey();
    private readonly ServiceProvider _services;
    private readonly ConcurrentQueue<Call> _calls = new();
    private readonly StringBuilder _log = new();
#if VENDOR_SDKS
    private readonly VendorSdks.LoopbackVendor? _loopback;
#endif

    public MuxAdapter(params (string Name, string Value)[] settings) : this(TimeProvider.System, settings)
    {
    }

    public MuxAdapter(TimeProvider clock, params (string Name, string Value)[] settings)
    {
        Clock = clock;
        var all = new Dictionary<string, string?>
        {
            ["Mux:TokenId"] = "id", ["Mux:TokenSecret"] = "SENTINEL-SECRET", ["Mux:WebhookSecret"] = "secret", ["Mux:SigningKeyId"] = "kid",
            ["Mux:SigningKey"] = SigningKey,
            ["Mux:BaseUrl"] = "https://video.example", ["Mux:PostsPerSecond"] = "1000", ["Mux:CallsPerSecond"] = "1000",
        };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

#if VENDOR_SDKS
        if (all.GetValueOrDefault("Mux:Client") == "Sdk" && !IsReal(all["Mux:BaseUrl"]))
        {
            // The package takes no handler of ours: it meets the same vendor on a socket.
            _loopback = new VendorSdks.LoopbackVendor((method, path, body) => Called(new Call(method, path, body, Clock.GetUtcNow())));
            all["Mux:BaseUrl"] = _loopback.Url;
        }

#endif
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(all).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton<TimeProvider>(Clock);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new LogInMemory(_log)));
        services.AddMux();
#if VENDOR_SDKS
        Webinars.VendorSdks.VendorSdkServices.AddVendorSdks(services, configuration);
#endif
        if (!IsReal(all["Mux:BaseUrl"]))
        {
            services.ConfigureHttpClientDefaults(client => client.ConfigurePrimaryHttpMessageHandler(() => new Vendor(this)));
        }

        services.ConfigureAll<HttpStandardResilienceOptions>(resilience => resilience.Retry.Delay = TimeSpan.Zero);
        _services = services.BuildServiceProvider();
    }

    public TimeProvider Clock { get; }

    /// <summary>What the vendor answers; a live stream unless a test says otherwise.</summary>
    public Func<Call, HttpResponseMessage> Answer { get; set; } = _ => Says(HttpStatusCode.OK, Stream);

    public IReadOnlyList<Call> Calls => [.. _calls];

    public IVideoService Video => _services.GetRequiredService<IVideoService>();

    public IRecordingService Recordings => _services.GetRequiredService<IRecordingService>();

    /// <summary>Everything that anybody logged, at every level.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    public static HttpResponseMessage Says(HttpStatusCode status, string body = "{}", int? retryAfter = null)
    {
        var answer = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (retryAfter is { } seconds)
        {
            answer.Headers.Add("Retry-After", $"{seconds}");
        }

        return answer;
    }

    public void Dispose()
    {
        _services.Dispose();
#if VENDOR_SDKS
        _loopback?.Dispose();
#endif
    }

    private static bool IsReal(string? url) => url!.StartsWith("http://", StringComparison.Ordinal);

    private HttpResponseMessage Called(Call call)
    {
        _calls.Enqueue(call);
        return Answer(call);
    }

    private static string NewKey()
    {
        using var key = RSA.Create(2048);
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(key.ExportRSAPrivateKeyPem()));
    }

    internal sealed record Call(string Method, string Path, string Body, DateTimeOffset At);

    private sealed class Vendor(MuxAdapter adapter) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            var call = new Call(request.Method.Method, request.RequestUri!.PathAndQuery, body, adapter.Clock.GetUtcNow());
            if (ContractFolder.IsThere)
            {
                Contract.Mux.Request(call.Method, call.Path, call.Body);
            }

            return adapter.Called(call);
        }
    }

    private sealed class LogInMemory(StringBuilder log) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (log)
            {
                log.AppendLine($"{formatter(state, exception)} {exception}");
            }
        }

        public void Dispose()
        {
        }
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Webinars.Adapters.Knock;
using Webinars.Notifications;

namespace Webinars.Adapters.Tests.Knock;

/// <summary>The adapter as the product puts it together, before a vendor that answers as told and keeps what it was sent; or before one that has an address.</summary>
internal sealed class KnockAdapter : IDisposable
{
    public const string FeedChannel = "123e4567-e89b-12d3-a456-426614174000";

    public static readonly RSA SigningKey = RSA.Create(2048);

    private readonly ServiceProvider _services;
    private readonly ConcurrentQueue<Call> _calls = new();
    private readonly StringBuilder _log = new();

    public KnockAdapter(params (string Name, string Value)[] settings) : this(TimeProvider.System, settings)
    {
    }

    public KnockAdapter(TimeProvider clock, params (string Name, string Value)[] settings)
    {
        Clock = clock;
        var all = new Dictionary<string, string?>
        {
            ["Knock:ApiKey"] = "sk_SENTINEL-SECRET", ["Knock:PublicKey"] = "pk_1", ["Knock:WebhookSecret"] = "secret", ["Knock:FeedChannelId"] = FeedChannel,
            ["Knock:SigningKey"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(SigningKey.ExportPkcs8PrivateKeyPem())), ["Knock:BaseUrl"] = "https://knock.example",
        };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(all).Build());
        services.AddSingleton(Clock);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new LogInMemory(_log)));
        services.AddKnock();
        if (!all["Knock:BaseUrl"]!.StartsWith("http://", StringComparison.Ordinal))
        {
            services.ConfigureHttpClientDefaults(client => client.ConfigurePrimaryHttpMessageHandler(() => new Vendor(this)));
        }

        services.ConfigureAll<HttpStandardResilienceOptions>(resilience => resilience.Retry.Delay = TimeSpan.Zero);
        _services = services.BuildServiceProvider();
    }

    public TimeProvider Clock { get; }

    /// <summary>What the vendor answers; what belongs to the call unless a test says otherwise.</summary>
    public Func<Call, HttpResponseMessage> Answer { get; set; } = call => Says(HttpStatusCode.OK, call.Path switch
    {
        var path when path.EndsWith("/trigger", StringComparison.Ordinal) => """{"workflow_run_id":"2f1e6d2c-5c6c-4f0f-9e0c-0e2a6d9a3b11"}""",
        var path when path.Contains("/feeds/", StringComparison.Ordinal) => """{"entries":[],"meta":{"total_count":0,"unread_count":0,"unseen_count":0},"page_info":{"page_size":10}}""",
        _ => """{"id":"default","workflows":null}""",
    });

    public IReadOnlyList<Call> Calls => [.. _calls];

    public INotificationService Notifications => _services.GetRequiredService<INotificationService>();

    public INotificationPasses Passes => _services.GetRequiredService<INotificationPasses>();

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

    public void Dispose() => _services.Dispose();

    internal sealed record Call(string Method, string Path, string Body, IReadOnlyDictionary<string, string> Headers, DateTimeOffset At);

    private sealed class Vendor(KnockAdapter adapter) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            var headers = request.Headers.ToDictionary(x => x.Key, x => string.Join(' ', x.Value), StringComparer.OrdinalIgnoreCase);
            var call = new Call(request.Method.Method, request.RequestUri!.PathAndQuery, body, headers, adapter.Clock.GetUtcNow());
            adapter._calls.Enqueue(call);
            return adapter.Answer(call);
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

using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Webinars.Adapters.Resend;
using Webinars.Core.Tests;
using Webinars.Mail;
using Webinars.Storage;
using Webinars.Webhooks;

namespace Webinars.Adapters.Tests.Resend;

/// <summary>The adapter as the product puts it together, before a vendor that answers as told and keeps what it was sent.</summary>
internal sealed class ResendAdapter : IDisposable
{
    public const string From = "Acme Webinars <events@example.com>";
    public const string Secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    public const string Id = "49a3999c-0ce1-4ea6-ab68-afcd6dc2e794";

    /// <summary>All that a letter may hold.</summary>
    public static readonly Email Full = new()
    {
        To = "SENTINEL-TO@example.org",
        Subject = "SENTINEL-SUBJECT",
        Html = "<b>SENTINEL-HTML</b> – ümlaut",
        Text = "SENTINEL-TEXT",
        ReplyTo = "host@example.com",
        Headers = new Dictionary<string, string> { ["List-Unsubscribe"] = "<https://x.example/u>", ["X-Entity-Ref-ID"] = "42" },
        Attachments = [new EmailAttachment("invite.ics", "text/calendar; charset=utf-8; method=REQUEST", "BEGIN:VCALENDAR"u8.ToArray())],
        Tags = new Dictionary<string, string> { ["webinar"] = "w_42" },
        SendAt = new DateTimeOffset(2026, 1, 1, 10, 30, 0, TimeSpan.FromHours(1)),
    };

    public static readonly Email Small = new() { To = "SENTINEL-TO@example.org", Subject = "SENTINEL-SUBJECT", Html = "<b>Hi</b>", Text = "Hi" };

    private readonly ServiceProvider _services;
    private readonly ConcurrentQueue<Call> _calls = new();
    private readonly LogInMemory _log = new();

    public ResendAdapter(params (string Name, string Value)[] settings) : this(TimeProvider.System, settings)
    {
    }

    public ResendAdapter(TimeProvider clock, params (string Name, string Value)[] settings)
    {
        Clock = clock;
        var all = new Dictionary<string, string?>
        {
            ["Resend:ApiKey"] = "re_SENTINEL-KEY", ["Resend:WebhookSecret"] = Secret, ["Resend:From"] = From, ["Resend:BaseUrl"] = "https://mail.example",
            ["Resend:RequestsPerSecond"] = "1000",
        };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(all).Build());
        services.AddSingleton(Clock);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_log));
        services.AddSingleton<IStore, MemoryStore>().AddSingleton<Inbox>().AddSingleton<EmailStore>().AddSingleton<Suppressions>().AddSingleton<ApplyEmailSignal>();
        services.AddResend();
        if (!all["Resend:BaseUrl"]!.StartsWith("http://", StringComparison.Ordinal))
        {
            services.ConfigureHttpClientDefaults(client => client.ConfigurePrimaryHttpMessageHandler(() => new Vendor(this)));
        }

        services.ConfigureAll<HttpStandardResilienceOptions>(resilience => resilience.Retry.Delay = TimeSpan.Zero);
        _services = services.BuildServiceProvider();
    }

    public TimeProvider Clock { get; }

    /// <summary>What the vendor answers; that all is well unless a test says otherwise.</summary>
    public Func<Call, HttpResponseMessage> Answer { get; set; } = call => Says(HttpStatusCode.OK, call.Path switch
    {
        "/emails" => $$"""{"id":"{{Id}}"}""",
        "/emails/batch" => $$"""{"data":[{"id":"{{Id}}"},{"id":"ae2014de-c168-4c61-8267-70d2662a1ce1"}]}""",
        _ => $$"""{"object":"email","id":"{{Id}}","last_event":"delivered"}""",
    });

    public IReadOnlyList<Call> Calls => [.. _calls];

    public IEmailService Emails => _services.GetRequiredService<IEmailService>();

    public IWebhook Webhook => _services.GetRequiredService<IWebhook>();

    public EmailStore Kept => _services.GetRequiredService<EmailStore>();

    public Suppressions Suppressions => _services.GetRequiredService<Suppressions>();

    public string Log => _log.ToString();

    public static HttpResponseMessage Says(HttpStatusCode status, string body = "{}", params (string Name, string Value)[] headers)
    {
        var answer = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            answer.Headers.Add(name, value);
        }

        return answer;
    }

    /// <summary>An error in the vendor's form, which repeats what it was sent.</summary>
    public static HttpResponseMessage Refuses(HttpStatusCode status, string name) =>
        Says(status, $$"""{"statusCode":{{(int)status}},"name":"{{name}}","message":"SENTINEL-TO@example.org SENTINEL-SUBJECT"}""");

    public void Dispose() => _services.Dispose();

    internal sealed record Call(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body, DateTimeOffset At);

    private sealed class Vendor(ResendAdapter adapter) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            var headers = request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
                .ToDictionary(header => header.Key, header => string.Join(' ', header.Value), StringComparer.OrdinalIgnoreCase);
            var call = new Call(request.Method.Method, request.RequestUri!.PathAndQuery, headers, body, adapter.Clock.GetUtcNow());
            adapter._calls.Enqueue(call);
            return adapter.Answer(call);
        }
    }
}

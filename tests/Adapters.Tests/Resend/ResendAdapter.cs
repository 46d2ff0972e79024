using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Webinars.Adapters.Resend;
using Webinars.Adapters.Tests.Contracts;
using Webinars.Core.Tests;
using Webinars.Mail;
using Webinars.Storage;
using Webinars.Webhooks;

namespace Webinars.Adapters.Tests.Resend;

/// <inheritdoc/>
internal sealed class ResendAdapter(TimeProvider clock, params IEnumerable<(string Name, string Value)> settings)
    : VendorAdapter("Resend", () => Contract.Resend, clock, [.. Usual, .. settings], Add)
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

    private static readonly (string, string)[] Usual =
    [
        ("Resend:ApiKey", "re_SENTINEL-KEY"), ("Resend:WebhookSecret", Secret), ("Resend:From", From), ("Resend:BaseUrl", "https://mail.example"),
        ("Resend:RequestsPerSecond", "1000"),
    ];

    public ResendAdapter(params IEnumerable<(string Name, string Value)> settings) : this(TimeProvider.System, settings)
    {
    }

    /// <summary>That all is well unless a test says otherwise.</summary>
    public override Func<Call, HttpResponseMessage> Answer { get; set; } = call => Says(HttpStatusCode.OK, call.Path switch
    {
        "/emails" => $$"""{"id":"{{Id}}"}""",
        "/emails/batch" => $$"""{"data":[{"id":"{{Id}}"},{"id":"ae2014de-c168-4c61-8267-70d2662a1ce1"}]}""",
        _ => Looked("delivered"),
    });

    public IEmailService Emails => Get<IEmailService>();

    public IWebhook Webhook => Get<IWebhook>();

    public EmailStore Kept => Get<EmailStore>();

    public Suppressions Suppressions => Get<Suppressions>();

    /// <summary>An error in the vendor's form, which repeats what it was sent.</summary>
    public static HttpResponseMessage Refuses(HttpStatusCode status, string name) =>
        Says(status, $$"""{"statusCode":{{(int)status}},"name":"{{name}}","message":"SENTINEL-TO@example.org SENTINEL-SUBJECT"}""");

    /// <summary>A letter that is looked at, and what became of it.</summary>
    public static string Looked(string word) => $$"""
        {"object":"email","id":"{{Id}}","to":["a@example.com"],"from":"b@example.com","created_at":"2026-04-03T22:13:42.674981+00:00","subject":"Soon","last_event":"{{word}}"}
        """;

    private static void Add(IServiceCollection services) => services.AddSingleton<IStore, MemoryStore>().AddSingleton<Inbox>()
        .AddSingleton<EmailStore>().AddSingleton<Suppressions>().AddSingleton<ApplyEmailSignal>().AddResend();
}

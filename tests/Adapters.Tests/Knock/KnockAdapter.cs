using System.Net;
using System.Security.Cryptography;
using System.Text;
using Webinars.Adapters.Knock;
using Webinars.Adapters.Tests.Contracts;
using Webinars.Notifications;

namespace Webinars.Adapters.Tests.Knock;

/// <inheritdoc/>
internal sealed class KnockAdapter(TimeProvider clock, params IEnumerable<(string Name, string Value)> settings)
    : VendorAdapter("Knock", () => Contract.Knock, clock, [.. Usual, .. settings], services => services.AddKnock())
{
    public const string FeedChannel = "123e4567-e89b-12d3-a456-426614174000";

    public static readonly RSA SigningKey = RSA.Create(2048);

    private static readonly (string, string)[] Usual =
    [
        ("Knock:ApiKey", "sk_SENTINEL-SECRET"), ("Knock:PublicKey", "pk_1"), ("Knock:WebhookSecret", "secret"), ("Knock:FeedChannelId", FeedChannel),
        ("Knock:SigningKey", Convert.ToBase64String(Encoding.UTF8.GetBytes(SigningKey.ExportPkcs8PrivateKeyPem()))), ("Knock:BaseUrl", "https://knock.example"),
    ];

    public KnockAdapter(params IEnumerable<(string Name, string Value)> settings) : this(TimeProvider.System, settings)
    {
    }

    /// <summary>What belongs to the call unless a test says otherwise.</summary>
    public override Func<Call, HttpResponseMessage> Answer { get; set; } = call => Says(HttpStatusCode.OK, call.Path switch
    {
        var path when path.EndsWith("/trigger", StringComparison.Ordinal) => """{"workflow_run_id":"2f1e6d2c-5c6c-4f0f-9e0c-0e2a6d9a3b11"}""",
        var path when path.Contains("/feeds/", StringComparison.Ordinal) => """{"entries":[],"meta":{"total_count":0,"unread_count":0,"unseen_count":0},"page_info":{"page_size":10}}""",
        _ => """{"id":"default","workflows":null}""",
    });

    public INotificationService Notifications => Get<INotificationService>();

    public INotificationPasses Passes => Get<INotificationPasses>();
}

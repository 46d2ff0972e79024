using System.Net;
using Webinars.Adapters.Clerk;
using Webinars.Adapters.Tests.Contracts;
using Webinars.People;

namespace Webinars.Adapters.Tests.Clerk;

/// <inheritdoc/>
internal sealed class ClerkDirectory(params IEnumerable<(string Name, string Value)> settings)
    : VendorAdapter("Clerk", () => Contract.Clerk, TimeProvider.System, [.. Usual, .. settings], services => services.AddClerk())
{
    private static readonly (string, string)[] Usual =
    [
        ("Clerk:PublishableKey", "pk_test_x"), ("Clerk:SecretKey", "SENTINEL-SECRET"), ("Clerk:WebhookSecret", "whsec_AAAA"), ("Clerk:Issuer", "https://people.example"),
        ("Clerk:BaseUrl", "https://people.example/under/v1"),
    ];

    /// <summary>That there is no such person unless a test says otherwise.</summary>
    public override Func<Call, HttpResponseMessage> Answer { get; set; } = _ => Refuses(HttpStatusCode.NotFound);

    public IUserDirectory Users => Get<IUserDirectory>();

    public static HttpResponseMessage Refuses(HttpStatusCode status, int? retryAfter = null) => Says(status, """{"errors":[{"message":"SENTINEL-TEXT","code":"x"}]}""", retryAfter);
}

using System.Text.Json.Serialization;
using Webinars.Sandbox.Webhooks;

namespace Webinars.Sandbox.Clerk.Webhooks;

public sealed class ClerkWebhook : Webhook
{
    public required string UserId { get; init; }

    [JsonIgnore]
    public override string Queue => UserId;
}

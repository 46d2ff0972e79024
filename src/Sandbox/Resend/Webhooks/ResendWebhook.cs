using System.Text.Json.Serialization;
using Webinars.Sandbox.Webhooks;

namespace Webinars.Sandbox.Resend.Webhooks;

public sealed class ResendWebhook : Webhook
{
    public required Guid EmailId { get; init; }

    [JsonIgnore]
    public override string Queue => $"{EmailId}";
}

using System.Text.Json.Serialization;
using Webinars.Sandbox.Webhooks;

namespace Webinars.Sandbox.Knock.Webhooks;

public sealed class KnockWebhook : Webhook
{
    private const int Lanes = 8;

    public required string MessageId { get; init; }

    [JsonIgnore]
    public override string About => MessageId;

    /// <summary>One of a few: what tells of the same message stays in order, and a notice to a thousand people opens no thousand connections.</summary>
    [JsonIgnore]
    public override string Queue => $"{MessageId.Aggregate(0, (sum, letter) => (sum + letter) % Lanes)}";
}

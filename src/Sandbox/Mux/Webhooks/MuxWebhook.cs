using System.Text.Json.Serialization;
using Webinars.Sandbox.Webhooks;

namespace Webinars.Sandbox.Mux.Webhooks;

public sealed class MuxWebhook : Webhook
{
    public required string ObjectType { get; init; }
    public required string ObjectId { get; init; }

    /// <summary>The live stream that it is about, also when it speaks of an asset.</summary>
    public required string LiveStreamId { get; init; }

    [JsonIgnore]
    public override string Queue => LiveStreamId;
}

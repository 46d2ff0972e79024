using System.Text.Json.Serialization;

namespace Webinars.Sandbox.Webhooks;

/// <summary>One event on its way to the product. Its body, and so its id, stays the same on every attempt.</summary>
public abstract class Webhook
{
    public required string Id { get; init; }
    public required string Type { get; init; }
    public required string Body { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When to send it (again); null: delivered, or given up.</summary>
    public DateTimeOffset? DueAt { get; set; }

    public List<Attempt> Attempts { get; init; } = [];

    /// <summary>Whom or what it is about: what shares this is sent one after the other.</summary>
    public abstract string Queue { get; }

    /// <summary>The same for who looks.</summary>
    [JsonIgnore]
    public virtual string About => Queue;

    [JsonIgnore]
    public bool Delivered => Attempts is [.., { Taken: true }];
}

/// <param name="Status">HTTP status of the answer; null: there was none.</param>
/// <param name="Error">Why there was no answer.</param>
public sealed record Attempt(DateTimeOffset At, int? Status, string? Error)
{
    [JsonIgnore]
    public bool Taken => Status is >= 200 and < 300;
}

using System.Text.Json.Nodes;

namespace Webinars.Sandbox.Knock.Feeds;

/// <summary>One notice to one person, in their feed.</summary>
public sealed class Message
{
    public required string Id { get; init; }

    public required long Number { get; init; }

    public required string UserId { get; set; }

    /// <summary>The feed that it stands in.</summary>
    public required string ChannelId { get; init; }

    public required string Workflow { get; init; }

    public required string RunId { get; init; }

    public required JsonObject Data { get; init; }

    public required DateTimeOffset At { get; init; }

    public string? Actor { get; init; }

    public string? Tenant { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }

    public DateTimeOffset? SeenAt { get; set; }

    public DateTimeOffset? ReadAt { get; set; }

    public DateTimeOffset? InteractedAt { get; set; }

    public DateTimeOffset? ArchivedAt { get; set; }

    public List<MessageEvent> Events { get; init; } = [];
}

/// <param name="Type"><c>message.seen</c> and so on.</param>
public sealed record MessageEvent(string Id, string Type, DateTimeOffset At, JsonObject? Data);

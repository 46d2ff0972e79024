using System.Text.Json.Nodes;

namespace Webinars.Sandbox.Knock.Schedules;

/// <summary>One workflow for one recipient, at a time or again and again.</summary>
public sealed class Schedule
{
    public required string Id { get; init; }

    public required long Number { get; init; }

    public required string Workflow { get; init; }

    public required string UserId { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }

    public string? Actor { get; set; }

    public string? Tenant { get; set; }

    public JsonObject Data { get; set; } = [];

    /// <summary>Without repeats the one time that it is due; with them the earliest.</summary>
    public DateTimeOffset? ScheduledAt { get; set; }

    public DateTimeOffset? EndingAt { get; set; }

    public IReadOnlyList<Repeat> Repeats { get; set; } = [];

    public DateTimeOffset? LastAt { get; set; }

    /// <summary>Null: never again.</summary>
    public DateTimeOffset? NextAt { get; set; }

    /// <summary>Finds out when it is due after <paramref name="last"/>; after having been made or changed, without one.</summary>
    /// <param name="zone">The recipient's: nine o'clock is theirs.</param>
    public void PlanNext(DateTimeOffset? last, DateTimeOffset now, TimeZoneInfo zone)
    {
        var start = ScheduledAt ?? CreatedAt;

        // One that should have been due is due at once.
        var next = Repeats.Count == 0
            ? last is null ? ScheduledAt : null
            : Repeats.Min(x => x.Next(last ?? now, start, ScheduledAt is not null, zone));
        NextAt = next > EndingAt ? null : next;
    }
}

using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Webinars.Sandbox.Mux.Live;

/// <summary>A live stream: its settings, and how far its present broadcast has come.</summary>
public sealed class LiveStream
{
    public required string Id { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string StreamKey { get; set; }
    public required string SrtPassphrase { get; init; }
    public required string LatencyMode { get; set; }
    public required double ReconnectWindow { get; set; }
    public required double MaxContinuousDuration { get; set; }
    public string? Passthrough { get; set; }
    public bool Test { get; init; }
    public JsonObject? NewAssetSettings { get; set; }

    /// <summary>Settings that the sandbox only gives back: <c>meta</c>, <c>audio_only</c>, subtitles, slate …</summary>
    public JsonObject Extras { get; init; } = [];

    public List<PlaybackId> PlaybackIds { get; init; } = [];
    public List<SimulcastTarget> SimulcastTargets { get; init; } = [];

    public bool Disabled { get; set; }
    public bool Active { get; set; }

    /// <summary>Null until an encoder has connected for the first time.</summary>
    public bool? Connected { get; set; }

    /// <summary>Null until an encoder has been recorded for the first time.</summary>
    public bool? Recording { get; set; }

    public string? ActiveAssetId { get; set; }
    public List<string> RecentAssetIds { get; init; } = [];

    /// <summary>What happens by itself, and when: kept, so that a restart forgets nothing.</summary>
    public List<Due> Due { get; init; } = [];

    [JsonIgnore]
    public string Status => Disabled ? "disabled" : Active ? "active" : "idle";
}

public sealed record PlaybackId(string Id, string Policy);

public sealed class SimulcastTarget
{
    public required string Id { get; init; }
    public required string Url { get; init; }
    public string? StreamKey { get; init; }
    public string? Passthrough { get; init; }
    public string Status { get; set; } = "idle";
}

public sealed record Due(DateTimeOffset At, Step Step);

[JsonConverter(typeof(JsonStringEnumConverter<Step>))]
public enum Step
{
    Record,
    Activate,
    MakeAssetReady,
    CloseReconnectWindow,
    ReachMaxDuration,
}

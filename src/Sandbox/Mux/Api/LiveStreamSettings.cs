using System.Text.Json.Nodes;
using Webinars.Sandbox.Mux.Live;

namespace Webinars.Sandbox.Mux.Api;

/// <summary>What a create or an update may set, and within which bounds.</summary>
internal static class LiveStreamSettings
{
    private static readonly string[] Extras =
        ["meta", "reconnect_slate_url", "use_slate_for_standard_latency", "audio_only", "embedded_subtitles", "generated_subtitles", "low_latency", "reduced_latency"];

    public static readonly string[] ForUpdate =
    [
        "latency_mode", "max_continuous_duration", "meta", "new_asset_settings", "passthrough", "reconnect_slate_url", "reconnect_window",
        "use_slate_for_standard_latency",
    ];

    public static readonly string[] ForCreate =
        [.. ForUpdate.Union(Extras), "playback_policies", "playback_policy", "advanced_playback_policies", "simulcast_targets", "test"];

    public static readonly string[] Meta = ["title", "creator_id", "external_id"];

    private static readonly string[] OfNewAssets =
    [
        "advanced_playback_policies", "copy_overlays", "directives", "encoding_tier", "generate_shots", "input", "inputs", "master_access", "max_resolution_tier",
        "meta", "mp4_support", "normalize_audio", "passthrough", "per_title_encode", "playback_policies", "playback_policy", "static_renditions", "test", "video_quality",
    ];

    public static string NewStreamKey() => Guid.NewGuid().ToString();

    public static LiveStream Create(Parameters parameters, DateTimeOffset now)
    {
        var latency = Latency(parameters);
        var stream = new LiveStream
        {
            Id = MuxId.New(),
            CreatedAt = now,
            StreamKey = NewStreamKey(),
            SrtPassphrase = MuxId.New(32),
            LatencyMode = latency,
            ReconnectWindow = ReconnectWindow(parameters) ?? (latency == "standard" ? 60 : 0),
            MaxContinuousDuration = MaxContinuousDuration(parameters) ?? 43200,
            Passthrough = parameters.Text("passthrough"),
            Test = parameters.Flag("test"),
            NewAssetSettings = NewAssetSettings(parameters),
            PlaybackIds = [.. parameters.Policies().Select(x => new PlaybackId(MuxId.New(), x))],
            SimulcastTargets = [.. parameters.Objects("simulcast_targets", SimulcastTargetsApi.Known).Select(SimulcastTargetsApi.Target)],
        };
        SetExtras(stream, parameters);
        return stream;
    }

    public static void Update(LiveStream stream, Parameters parameters)
    {
        var latency = parameters.Has("latency_mode") ? Latency(parameters) : stream.LatencyMode;
        if (latency != stream.LatencyMode && stream.Status != "idle")
        {
            throw parameters.Invalid("latency_mode", "can be changed only while the live stream is idle");
        }

        // Read everything before changing anything: a refused update must change nothing.
        var window = ReconnectWindow(parameters) ?? stream.ReconnectWindow;
        var duration = MaxContinuousDuration(parameters) ?? stream.MaxContinuousDuration;
        var passthrough = parameters.Text("passthrough") ?? stream.Passthrough;
        parameters.Object("new_asset_settings", "master_access", "meta", "mp4_support", "video_quality");
        var settings = stream.NewAssetSettings?.DeepClone().AsObject() ?? [];
        foreach (var (name, value) in parameters.Node("new_asset_settings")?.AsObject() ?? [])
        {
            settings[name] = value?.DeepClone();
        }

        SetExtras(stream, parameters);
        stream.LatencyMode = latency;
        stream.ReconnectWindow = window;
        stream.MaxContinuousDuration = duration;
        stream.Passthrough = passthrough?.Length == 0 ? null : passthrough;
        stream.NewAssetSettings = settings.Count == 0 ? null : settings;
    }

    /// <summary>Subtitles: a list in the place of the one before, an empty one for none.</summary>
    public static void Replace(LiveStream stream, Parameters parameters, string name)
    {
        CheckSubtitles(parameters);
        if (stream.Status != "idle")
        {
            throw parameters.Invalid(name, "can be changed only while the live stream is idle");
        }

        stream.Extras.Remove(name);
        if (parameters.Node(name) is JsonArray { Count: > 0 } list)
        {
            stream.Extras[name] = list;
        }
    }

    /// <summary>Of what stands in the lists only the words that have a meaning are checked.</summary>
    private static void CheckSubtitles(Parameters parameters)
    {
        foreach (var track in parameters.Objects("generated_subtitles", "name", "language_code", "passthrough", "transcription_vocabulary_ids"))
        {
            track.OneOf("language_code", "en", "en-US", "es", "fr", "de", "pt", "it");
        }

        foreach (var track in parameters.Objects("embedded_subtitles", "name", "language_code", "language_channel", "passthrough"))
        {
            track.OneOf("language_channel", "cc1", "cc2", "cc3", "cc4");
        }
    }

    private static double? ReconnectWindow(Parameters parameters) => parameters.Number("reconnect_window", 0, 1800);

    private static double? MaxContinuousDuration(Parameters parameters) => parameters.Number("max_continuous_duration", 60, 43200);

    private static string Latency(Parameters parameters)
    {
        var flagged = parameters.Flag("low_latency") ? "low" : parameters.Flag("reduced_latency") ? "reduced" : null;
        var mode = parameters.OneOf("latency_mode", "low", "reduced", "standard");
        return flagged is null || mode is null || flagged == mode
            ? mode ?? flagged ?? "standard"
            : throw parameters.Invalid("latency_mode", $"contradicts {flagged}_latency");
    }

    private static JsonObject? NewAssetSettings(Parameters parameters)
    {
        if (parameters.Object("new_asset_settings", OfNewAssets) is not { } given)
        {
            return null;
        }

        given.Text("passthrough");
        var settings = parameters.Node("new_asset_settings")!.AsObject();
        settings.Remove("playback_policy");
        settings.Remove("advanced_playback_policies");
        settings.Remove("per_title_encode"); // still taken, no longer shown
        settings["playback_policies"] = new JsonArray([.. given.Policies().Select(x => JsonValue.Create(x))]);
        return settings;
    }

    private static void SetExtras(LiveStream stream, Parameters parameters)
    {
        parameters.Flag("use_slate_for_standard_latency");
        parameters.Flag("audio_only");
        parameters.Text("reconnect_slate_url", 2048);
        parameters.Object("meta", Meta)?.Text("title", 512);
        CheckSubtitles(parameters);
        foreach (var name in Extras.Where(parameters.Has))
        {
            stream.Extras[name] = parameters.Node(name);
        }
    }
}

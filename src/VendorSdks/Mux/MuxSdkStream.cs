using Mux.Csharp.Sdk.Model;
using Webinars.Adapters.Mux;
using Webinars.Streaming;

namespace Webinars.VendorSdks.Mux;

/// <summary>A new stream as Mux.Csharp.Sdk says it. What its types cannot say goes beside them.</summary>
internal static class MuxSdkStream
{
    private static readonly List<PlaybackPolicy> SignedOnly = [PlaybackPolicy.Signed];

    public static CreateLiveStreamRequest Wanted(Guid webinar, StreamTimes times, MuxOptions options)
    {
        var wanted = new CreateLiveStreamRequest(
            playbackPolicies: SignedOnly,
            newAssetSettings: new CreateAssetRequest(playbackPolicies: SignedOnly, passthrough: webinar.ToString()),
            latencyMode: Enum.Parse<CreateLiveStreamRequest.LatencyModeEnum>(options.LatencyMode, ignoreCase: true),
            reconnectWindow: (float)times.ReconnectWindow.TotalSeconds,
            useSlateForStandardLatency: true,
            reconnectSlateUrl: options.SlateUrl,
            maxContinuousDuration: (int)times.Longest.TotalSeconds,
            passthrough: webinar.ToString(),
            generatedSubtitles: options.CaptionsLanguage is { } language ? [Captions(language)] : null);
        if (wanted.ReconnectWindow == 0)
        {
            // It leaves a zero out, and Mux would take its own default.
            wanted.AdditionalProperties["reconnect_window"] = 0;
        }

        return wanted;
    }

    /// <summary>Of the languages that Mux speaks the package knows English.</summary>
    private static LiveStreamGeneratedSubtitleSettings Captions(string language) =>
        new(name: language, languageCode: null) { AdditionalProperties = new Dictionary<string, object> { ["language_code"] = language } };
}

using Webinars.Streaming.Broadcasting;

namespace Webinars.Adapters.Ffmpeg;

/// <summary>How ffmpeg is called: a browser's recording in at its standard input, RTMP(S) out.</summary>
internal static class FfmpegArguments
{
    /// <summary>Where systems keep the authorities that they trust; some builds of ffmpeg know of none by themselves.</summary>
    private static readonly string[] Authorities = ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem"];

    /// <param name="keyFile">Holds the stream key (<see cref="KeyFile"/>).</param>
    public static IEnumerable<string> For(BroadcastFormat format, string ingestUrl, string keyFile) =>
    [
        "-hide_banner", "-nostats", "-loglevel", "error", "-progress", "pipe:1", "-stats_period", "1",
        .. Input(format),
        .. format.IsH264 ? ["-c:v", "copy"] : Encode,
        "-c:a", "aac", "-b:a", "128k", "-ar", "48000", "-af", "aresample=async=1",
        .. ingestUrl.StartsWith("rtmps:", StringComparison.OrdinalIgnoreCase) ? Verified : [],
        "-fpre", keyFile, "-flvflags", "no_duration_filesize", "-f", "flv", ingestUrl.TrimEnd('/'),
    ];

    /// <summary>What browsers record with. A container may name any of ffmpeg's hundreds of other decoders, and of those nobody needs the faults.</summary>
    private const string Codecs = "h264,hevc,vp8,libvpx,vp9,libvpx-vp9,av1,libdav1d,libaom-av1,opus,libopus,aac,pcm_f32le";

    /// <summary>4096 × 2176: a picture of a few bytes may claim to be of gigabytes.</summary>
    private const string MostPixels = "8912896";

    /// <summary>No guessing what it is, and nothing else is opened that a recording may name. Not <c>nobuffer</c>: it drops what was probed, the first key frame with it.</summary>
    private static string[] Input(BroadcastFormat format) =>
    [
        "-protocol_whitelist", "pipe", "-codec_whitelist", Codecs, "-max_pixels", MostPixels, "-fflags", "+genpts", "-analyzeduration", "1000000", "-probesize", "200000",
        "-f", format.Container is BroadcastContainer.Matroska ? "matroska" : "mov", "-i", "pipe:0",
    ];

    /// <summary>A key frame every two seconds, as the video vendors ask for.</summary>
    private static readonly string[] Encode =
    [
        "-c:v", "libx264", "-preset", "veryfast", "-tune", "zerolatency", "-pix_fmt", "yuv420p", "-r", "30", "-g", "60",
        "-b:v", "3000k", "-maxrate", "3500k", "-bufsize", "6000k",
    ];

    /// <summary>By itself ffmpeg takes anybody's certificate, and would hand the key to whoever stands in between.</summary>
    private static string[] Verified => Authorities.FirstOrDefault(File.Exists) is { } file ? ["-tls_verify", "1", "-ca_file", file] : ["-tls_verify", "1"];
}

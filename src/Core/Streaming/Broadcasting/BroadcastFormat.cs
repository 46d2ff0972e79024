namespace Webinars.Streaming.Broadcasting;

/// <summary>What a browser's recorder makes.</summary>
/// <param name="IsH264">The picture can be sent on as it is; any other must be made anew.</param>
public sealed record BroadcastFormat(BroadcastContainer Container, bool IsH264)
{
    /// <summary>So many bytes from the beginning tell what it is.</summary>
    public const int Beginning = 12;

    private static readonly string[] H264 = ["h264", "avc1", "avc3"];

    /// <param name="mime">As MediaRecorder says it: <c>video/webm;codecs=h264,opus</c>.</param>
    /// <returns>Null for what is not taken.</returns>
    public static BroadcastFormat? Parse(string? mime)
    {
        var parts = (mime ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        BroadcastContainer? container = parts.FirstOrDefault()?.ToLowerInvariant() switch
        {
            "video/webm" or "video/x-matroska" => BroadcastContainer.Matroska,
            "video/mp4" => BroadcastContainer.Mp4,
            _ => null,
        };
        var codecs = parts.FirstOrDefault(part => part.StartsWith("codecs=", StringComparison.OrdinalIgnoreCase)) ?? "";
        return container is null ? null : new BroadcastFormat(container.Value, Array.Exists(H264, codec => codecs.Contains(codec, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Whether a recording of this format begins so.</summary>
    public bool BeginsWith(ReadOnlySpan<byte> beginning) => Container is BroadcastContainer.Matroska
        ? beginning.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3])
        : beginning.Length >= 8 && beginning[4..8].SequenceEqual("ftyp"u8);
}

public enum BroadcastContainer
{
    /// <summary>WebM too, which is a part of it.</summary>
    Matroska,
    Mp4,
}

namespace Webinars.Sandbox.Mux.Ingest;

internal static class Ffmpeg
{
    /// <returns>The program's full path; null when there is no such file.</returns>
    public static string? Find(string program)
    {
        var file = OperatingSystem.IsWindows() && !Path.HasExtension(program) ? program + ".exe" : program;
        var folders = file.AsSpan().ContainsAny('/', '\\') ? [""] : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return folders.Select(x => Path.GetFullPath(Path.Combine(x, file))).FirstOrDefault(File.Exists);
    }

    /// <summary>Takes FLV on its standard input and cuts it, unchanged, into segments of 1 s (or from key frame to key frame) in its working folder.</summary>
    public static IEnumerable<string> Arguments { get; } =
    [
        "-hide_banner", "-loglevel", "error", "-nostdin",

        // Both headers come first, so it needs to look at the stream for a moment only. Not "nobuffer": what it looked at would be missing.
        "-analyzeduration", "500000", "-fpsprobesize", "0",
        "-f", "flv", "-i", "pipe:0", "-map", "0:v:0", "-map", "0:a:0?", "-c", "copy",
        "-f", "hls", "-hls_time", "1", "-hls_list_size", "0", "-hls_playlist_type", "event", "-hls_segment_type", "fmp4",
        "-hls_fmp4_init_filename", "init.mp4", "-hls_segment_filename", "s%05d.m4s",
        "-hls_flags", "program_date_time+independent_segments+temp_file", Recordings.Index,
    ];
}

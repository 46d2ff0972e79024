namespace Webinars.Adapters.Ffmpeg;

/// <summary>
/// Hands ffmpeg the stream key: arguments are seen by everybody on a machine, a file with these rights by nobody else (docs/decisions/0012-key-in-a-file.md).
/// It is gone as soon as ffmpeg has read it.
/// </summary>
internal sealed class KeyFile : IDisposable
{
    public KeyFile(string streamKey)
    {
        if (streamKey.AsSpan().ContainsAny('\n', '\r', '\0'))
        {
            // It could set other options of ffmpeg.
            throw new ArgumentException("A stream key is one line.", nameof(streamKey));
        }

        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(new FileStream(Path, options));
        writer.Write($"rtmp_playpath={streamKey}\n");
    }

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());

    public void Dispose() => File.Delete(Path);
}

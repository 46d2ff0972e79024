using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Webinars.Streaming.Broadcasting;

namespace Webinars.Adapters.Ffmpeg;

/// <summary>Broadcasts by ffmpeg: a process for each, none of which outlives this one.</summary>
internal sealed class FfmpegRelay(IOptions<BroadcastOptions> options, ILogger<FfmpegRelay> logger) : IBroadcastRelay, IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<FfmpegBroadcast> _running = [];
    private bool _over;

    /// <remarks>Looked for at every question: it may be installed while we run.</remarks>
    public bool CanSendTo(string ingestUrl) => options.Value.MostAtOnce > 0
        && Uri.TryCreate(ingestUrl, UriKind.Absolute, out var url) && url.Scheme is "rtmp" or "rtmps"
        && Find(options.Value.Ffmpeg) is not null;

    public IBroadcastPipe? Open(string ingestUrl, string streamKey, BroadcastFormat format)
    {
        lock (_gate)
        {
            if (_over || _running.Count >= options.Value.MostAtOnce || Find(options.Value.Ffmpeg) is not { } program)
            {
                return null;
            }

            var broadcast = FfmpegBroadcast.Start(program, ingestUrl, streamKey, format, logger);
            _running.Add(broadcast);
            _ = Forget(broadcast);
            return broadcast;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _over = true;
            _running.ForEach(broadcast => broadcast.Abort());
        }
    }

    /// <summary>The path of a program that is there.</summary>
    private static string? Find(string program)
    {
        if (Path.GetFileName(program) != program)
        {
            return File.Exists(program) ? Path.GetFullPath(program) : null;
        }

        string[] names = OperatingSystem.IsWindows() ? [program, program + ".exe"] : [program];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }

    private async Task Forget(FfmpegBroadcast broadcast)
    {
        await broadcast.Ended;
        lock (_gate)
        {
            _running.Remove(broadcast);
        }
    }
}

using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Webinars.Streaming.Broadcasting;

namespace Webinars.Adapters.Ffmpeg;

/// <summary>One ffmpeg. It ends when its input does: also when this process is killed, for the system closes the pipe then.</summary>
internal sealed partial class FfmpegBroadcast : IBroadcastPipe
{
    /// <summary>What it may need of our environment: no secret of ours is there.</summary>
    private static readonly string[] Environments = ["PATH", "LD_LIBRARY_PATH", "TMPDIR", "TEMP", "SystemRoot"];

    /// <summary>To send on what it has, when no more comes.</summary>
    private static readonly TimeSpan Finishing = TimeSpan.FromSeconds(10);
    private readonly Process _process;
    private readonly KeyFile _key;
    private readonly Func<string, string> _withoutKey;
    private readonly ILogger _logger;
    private string _lastWords = "";
    private bool _unwanted;
    private volatile bool _aborted;

    private FfmpegBroadcast(Process process, KeyFile key, string streamKey, ILogger logger)
    {
        (_process, _key, _logger) = (process, key, logger);
        _withoutKey = text => text.Replace(streamKey, "…", StringComparison.Ordinal);
        Ended = Watch();
    }

    public Task<BroadcastEnd> Ended { get; }

    public static FfmpegBroadcast Start(string program, string ingestUrl, string streamKey, BroadcastFormat format, ILogger logger)
    {
        var key = new KeyFile(streamKey);
        var start = new ProcessStartInfo(program, FfmpegArguments.For(format, ingestUrl, key.Path))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        start.Environment.Clear();
        foreach (var name in Environments)
        {
            start.Environment[name] = Environment.GetEnvironmentVariable(name);
        }

        try
        {
            return new FfmpegBroadcast(Process.Start(start)!, key, streamKey, logger);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    public async Task Write(ReadOnlyMemory<byte> piece)
    {
        try
        {
            await _process.StandardInput.BaseStream.WriteAsync(piece);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // It has ended; Ended says why.
        }
    }

    public void Abort()
    {
        _aborted = true;
        try
        {
            _process.Kill();
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception)
        {
            // It has ended by itself.
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            // Nothing lies in a buffer of ours; the raw pipe, for a writer would wait for one that is stuck.
            await Task.Run(_process.StandardInput.BaseStream.Dispose).WaitAsync(Finishing);
            await Ended.WaitAsync(Finishing);
        }
        catch (TimeoutException)
        {
            Abort();
        }

        await Ended;
        _process.Dispose();
    }

    private async Task<BroadcastEnd> Watch()
    {
        // Off the caller's thread, who holds a lock.
        await Task.Yield();
        try
        {
            await Task.WhenAll(DropKeyOnceRead(), Listen());
            await _process.WaitForExitAsync();
            if (_process.ExitCode == 0 || _aborted)
            {
                return BroadcastEnd.Finished;
            }

            Log.Failed(_logger, _process.ExitCode, _withoutKey(_lastWords));
            return _unwanted || _lastWords.StartsWith("pipe:0:", StringComparison.Ordinal) ? BroadcastEnd.Unreadable : BroadcastEnd.CutOff;
        }
        finally
        {
            _key.Dispose();
        }
    }

    /// <summary>It reports its progress from the moment on in which it has read all its options.</summary>
    private async Task DropKeyOnceRead()
    {
        while (await _process.StandardOutput.ReadLineAsync() is not null)
        {
            _key.Dispose();
        }
    }

    private async Task Listen()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            _lastWords = line;
            _unwanted |= line.Contains("not on whitelist", StringComparison.Ordinal);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A broadcast from a browser was ended by ffmpeg with {Code}: {Reason}")]
        public static partial void Failed(ILogger logger, int code, string reason);
    }
}

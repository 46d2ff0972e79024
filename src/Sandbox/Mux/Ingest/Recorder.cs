using System.ComponentModel;
using System.Diagnostics;
using Webinars.Sandbox.Mux.Rtmp;

namespace Webinars.Sandbox.Mux.Ingest;

/// <summary>An ffmpeg that is fed with FLV. It ends by itself when the sandbox dies, as its input then ends.</summary>
internal sealed class Recorder : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly Stream _input;
    private string? _complaint;

    private Recorder(Process process)
    {
        (_process, _input) = (process, process.StandardInput.BaseStream);
        _process.ErrorDataReceived += (_, said) => _complaint = said.Data is { Length: > 0 } line ? line[..Math.Min(line.Length, 300)] : _complaint;
        _process.BeginErrorReadLine();
    }

    /// <summary>The last thing that ffmpeg complained of.</summary>
    public string? Complaint => _complaint;

    /// <exception cref="IOException">ffmpeg does not start.</exception>
    public static Recorder Start(string ffmpeg, string folder)
    {
        Directory.CreateDirectory(folder);
        var start = new ProcessStartInfo(ffmpeg, Ffmpeg.Arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return new Recorder(Process.Start(start)!);
        }
        catch (Win32Exception error)
        {
            throw new IOException("ffmpeg does not start", error);
        }
    }

    public ValueTask BeginAsync(CancellationToken cancellation) => _input.WriteAsync(Flv.Head, cancellation);

    /// <summary>Waits while ffmpeg is behind.</summary>
    /// <exception cref="IOException">ffmpeg has ended.</exception>
    public Task WriteAsync(RtmpMessage message, uint timestamp, CancellationToken cancellation) =>
        // A pipe's write cannot be called back; one that hangs is left behind, and ends when ffmpeg is killed.
        _input.WriteAsync(Flv.Tag(message, timestamp), CancellationToken.None).AsTask().WaitAsync(cancellation);

    /// <summary>Lets it finish its last segment; kills it if it does not within 5 s. Afterwards no process is left.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _input.DisposeAsync();
        }
        catch (IOException)
        {
            // It had ended before; what it complained of says why.
        }

        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }
}

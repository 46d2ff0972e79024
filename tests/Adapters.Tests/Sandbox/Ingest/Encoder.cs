using System.Diagnostics;
using System.Text;

namespace Webinars.Adapters.Tests.Sandbox.Ingest;

/// <summary>An encoder as OBS is one: a test picture and a tone, H.264 and AAC, a key frame a second, sent by ffmpeg's RTMP client in real time.</summary>
internal sealed class Encoder : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private Encoder(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) =>
        {
            lock (_said)
            {
                _said.AppendLine(line.Data);
            }
        };
        process.BeginErrorReadLine();
    }

    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    public bool HasExited => _process.HasExited;

    /// <param name="server">As it is given to a host: <c>rtmp://localhost:1935/app</c>.</param>
    public static Encoder Send(string server, string key, params string[] sound)
    {
        string[] arguments =
        [
            "-hide_banner", "-loglevel", "error", "-nostdin", "-re", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25",
            .. sound.Length > 0 ? sound : ["-re", "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000", "-c:a", "aac", "-b:a", "64k"],
            "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-g", "25", "-keyint_min", "25", "-sc_threshold", "0", "-b:v", "300k",
            "-f", "flv", $"{server}/{key}",
        ];
        return new Encoder(Process.Start(new ProcessStartInfo("ffmpeg", arguments) { RedirectStandardError = true })!);
    }

    /// <summary>As a cable that is pulled: no good-bye.</summary>
    public async Task CutAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(MuxTestHost.Cancelled);
    }

    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync(MuxTestHost.Cancelled).WaitAsync(TimeSpan.FromSeconds(30), MuxTestHost.Cancelled);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }
}

using System.Diagnostics;

namespace Webinars.Browser.Tests.OnAir;

/// <summary>ffmpeg in OBS's place: a test picture with the time burnt in, and a tone, sent as they happen. A key frame every second, as the video vendors like it.</summary>
internal sealed class Obs : IAsyncDisposable
{
    private readonly Process _process;

    private Obs(Process process) => _process = process;

    public static Obs Send(string server, string key)
    {
        var arguments = "-hide_banner -loglevel quiet -nostdin -re -f lavfi -i testsrc2=s=640x360:r=30 -re -f lavfi -i sine=440:r=48000".Split(' ').ToList();
        arguments.AddRange(["-vf", BurntClock.Filter]);
        arguments.AddRange("-c:v libx264 -preset ultrafast -tune zerolatency -pix_fmt yuv420p -g 30 -keyint_min 30 -sc_threshold 0 -b:v 1500k -c:a aac -f flv".Split(' '));
        return new Obs(Process.Start(new ProcessStartInfo("ffmpeg", [.. arguments, $"{server}/{key}"]))!);
    }

    /// <summary>As a pulled cable: without goodbye.</summary>
    public async Task Cut()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Cut();
        _process.Dispose();
    }
}

using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Webinars.Sandbox.Mux.Ingest;
using Webinars.Sandbox.Mux.Live;

namespace Webinars.Sandbox.Mux.Playback;

/// <summary>Single pictures of what a real encoder sent, cut out by ffmpeg when they are asked for; two at a time.</summary>
internal sealed class Stills(SandboxOptions options, Recordings recordings) : IDisposable
{
    /// <summary>As large as what was sent.</summary>
    public const string Whole = "null";

    /// <summary>Of a storyboard: 240×135, whatever the shape of what was sent.</summary>
    public const string Tile = "scale=240:135:force_original_aspect_ratio=decrease,format=yuvj444p,pad=240:135:-1:-1";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);
    private readonly SemaphoreSlim _free = new(2);

    /// <param name="at">How far into the segment.</param>
    /// <param name="size">A filter of ffmpeg.</param>
    /// <returns>JPEG; null: ffmpeg is not there any more, or finds no picture.</returns>
    public async Task<byte[]?> CutAsync(Footage footage, Segment segment, TimeSpan at, string size, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        await _free.WaitAsync(cancellation);
        try
        {
            // The last picture of a segment begins before its end.
            var latest = segment.Length - Frame;
            at = at > latest ? latest : at;
            return Ffmpeg.Find(options.Ingest.Ffmpeg) is { } ffmpeg ? await RunAsync(ffmpeg, footage, segment, at < TimeSpan.Zero ? TimeSpan.Zero : at, size, limit.Token) : null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose() => _free.Dispose();

    private async Task<byte[]?> RunAsync(string ffmpeg, Footage footage, Segment segment, TimeSpan at, string size, CancellationToken cancellation)
    {
        string[] arguments =
        [
            "-loglevel", "quiet", "-nostdin", "-i", $"concat:init.mp4|{Recordings.SegmentFile(segment.File)}", "-ss", at.TotalSeconds.ToString("F3", CultureInfo.InvariantCulture),
            "-frames:v", "1", "-an", "-vf", size, "-pix_fmt", "yuvj420p", "-q:v", "4", "-f", "image2pipe", "-c:v", "mjpeg", "pipe:1",
        ];
        try
        {
            using var process = Process.Start(new ProcessStartInfo(ffmpeg, arguments) { WorkingDirectory = recordings.Folder(footage), RedirectStandardOutput = true })!;
            try
            {
                using var picture = new MemoryStream();
                await process.StandardOutput.BaseStream.CopyToAsync(picture, cancellation);
                await process.WaitForExitAsync(cancellation);
                return picture.Length > 0 ? picture.ToArray() : null;
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                await process.WaitForExitAsync(CancellationToken.None);
                throw;
            }
        }
        catch (Win32Exception)
        {
            // It does not start, or the recording was deleted this moment.
            return null;
        }
    }
}

using System.Diagnostics;

namespace Webinars.Web.Tests.Broadcasts;

/// <summary>ffmpeg as a tool of the tests: makes recordings as a browser would, takes RTMP as a video vendor would, and looks at what came.</summary>
public sealed class Encoder : IAsyncDisposable
{
    private readonly List<Process> _started = [];

    public string Folder { get; } = Directory.CreateTempSubdirectory("broadcast-").FullName;

    /// <param name="codecs">ffmpeg's arguments for picture and sound.</param>
    public async Task<byte[]> Record(int seconds, string extension = "mkv", string codecs = "-c:v libx264 -preset ultrafast -tune zerolatency -g 30 -c:a libopus")
    {
        var file = Path.Combine(Folder, $"{Guid.NewGuid():N}.{extension}");
        await Run("ffmpeg", $"-loglevel error -f lavfi -i testsrc=s=640x360:r=30 -f lavfi -i sine=440 -t {seconds} {codecs} {file}".Split(' '));
        return await File.ReadAllBytesAsync(file);
    }

    /// <summary>Takes one publisher at rtmp://127.0.0.1:{port}/app.</summary>
    public async Task<Ingest> Listen(int port, string key)
    {
        var file = Path.Combine(Folder, $"{Guid.NewGuid():N}.flv");
        var start = new ProcessStartInfo("ffmpeg", ["-loglevel", "verbose", "-nostdin", "-listen", "1", "-f", "flv", "-i", $"rtmp://127.0.0.1:{port}/app/{key}", "-c", "copy", "-flush_packets", "1", file]) { RedirectStandardError = true };
        var ingest = new Ingest(() =>
        {
            var process = Process.Start(start)!;
            _started.Add(process);
            return process;
        }, file);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!(await File.ReadAllTextAsync("/proc/net/tcp", limit.Token)).Contains($":{port:X4} 00000000:0000 0A", StringComparison.Ordinal))
        {
            await Task.Delay(50, limit.Token);
        }

        return ingest;
    }

    /// <summary>"codec" of each stream, and the picture's width.</summary>
    public static async Task<string> Probe(string file) =>
        (await Run("ffprobe", "-v", "error", "-show_entries", "stream=codec_name,width", "-of", "csv=p=0", file)).ReplaceLineEndings(" ").Trim();

    /// <summary>So much picture is there already; 0 when there is none.</summary>
    public static async Task<double> Seconds(string file)
    {
        if (new FileInfo(file) is not { Exists: true, Length: > 10_000 })
        {
            return 0;
        }

        var times = await Run("ffprobe", "-v", "error", "-select_streams", "v", "-show_entries", "packet=pts_time", "-of", "csv=p=0", file);
        var seen = times.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(time => double.Parse(time.TrimEnd(','), System.Globalization.CultureInfo.InvariantCulture)).ToList();
        return seen.Count > 0 ? seen.Max() - seen.Min() : 0;
    }

    public static async Task<string> Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}");
        return output;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _started.Where(process => !process.HasExited))
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>A publisher's way in, and what came through it. A publisher that gives up before it has sent anything leaves it open for the next, as a vendor's does.</summary>
public sealed class Ingest
{
    private readonly Task<string> _said;

    public Ingest(Func<Process> listen, string file)
    {
        File = file;
        _said = Take(listen(), listen);
    }

    public string File { get; }

    /// <summary>Until the publisher has gone; what ffmpeg said of it: "Unexpected stream" where the key was another.</summary>
    public Task<string> Finished() => _said.WaitAsync(TimeSpan.FromSeconds(60));

    private async Task<string> Take(Process process, Func<Process> listen)
    {
        while (true)
        {
            var said = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (process.ExitCode == 137 || System.IO.File.Exists(File) || !said.Contains("Broken pipe", StringComparison.Ordinal))
            {
                return said;
            }

            process = listen();
        }
    }
}

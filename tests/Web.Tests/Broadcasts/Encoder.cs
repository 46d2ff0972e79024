using System.Diagnostics;

namespace Webinars.Web.Tests.Broadcasts;

/// <summary>Makes recordings as a browser would, takes RTMP as a video vendor would, and looks at what came.</summary>
public sealed class Encoder : IDisposable
{
    private readonly Dictionary<int, Door> _doors = [];

    public string Folder { get; } = Directory.CreateTempSubdirectory("broadcast-").FullName;

    /// <param name="codecs">ffmpeg's arguments for picture and sound.</param>
    public async Task<byte[]> Record(int seconds, string extension = "mkv", string codecs = "-c:v libx264 -preset ultrafast -tune zerolatency -g 30 -c:a libopus")
    {
        var file = Path.Combine(Folder, $"{Guid.NewGuid():N}.{extension}");
        await Run("ffmpeg", $"-loglevel error -f lavfi -i testsrc=s=640x360:r=30 -f lavfi -i sine=440 -t {seconds} {codecs} {file}".Split(' '));
        return await File.ReadAllBytesAsync(file);
    }

    /// <summary>Takes one publisher at rtmp://127.0.0.1:{port}/app.</summary>
    public Ingest Listen(int port, string key)
    {
        if (!_doors.TryGetValue(port, out var door))
        {
            _doors[port] = door = new Door(port);
        }

        return door.Expect(key, Path.Combine(Folder, $"{Guid.NewGuid():N}.flv"));
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

    public void Dispose()
    {
        foreach (var door in _doors.Values)
        {
            door.Dispose();
        }

        Servers.TestFolders.Remove(Folder);
    }
}

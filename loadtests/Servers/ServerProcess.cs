using System.Diagnostics;

namespace Webinars.LoadTests.Servers;

/// <summary>A server as a process of its own on a free port of this machine, with a folder of its own; both are gone afterwards.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const int LinesKept = 30;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly Queue<string> _lastLines = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("webinars-load-").FullName;
    private readonly Process _process;

    private ServerProcess(IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> settings)
    {
        Url = new Uri($"http://localhost:{Webinars.Servers.ServerProcess.FreePort()}");
        var start = new ProcessStartInfo("dotnet", [.. arguments, "--urls", Url.OriginalString])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["Sandbox__RtmpPort"] = "off";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Uri Url { get; }

    public int Pid => _process.Id;

    /// <param name="arguments">Of <c>dotnet</c>.</param>
    /// <returns>When <c>/health/ready</c> says so.</returns>
    public static async Task<ServerProcess> Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> settings, CancellationToken ct)
    {
        var server = new ServerProcess(arguments, settings);
        try
        {
            await server.Ready(ct);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task Ready(CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = Url };
        var begun = Stopwatch.GetTimestamp();
        while (!await IsReady(http, ct))
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(begun) > StartLimit)
            {
                throw new RunFailedException($"The server did not become ready:\n{LastLines()}");
            }

            await Task.Delay(50, ct);
        }
    }

    private static async Task<bool> IsReady(HttpClient http, CancellationToken ct)
    {
        try
        {
            return (await http.GetAsync("/health/ready", ct)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        lock (_lastLines)
        {
            _lastLines.Enqueue(line ?? "");
            if (_lastLines.Count > LinesKept)
            {
                _lastLines.Dequeue();
            }
        }
    }

    private string LastLines()
    {
        lock (_lastLines)
        {
            return string.Join('\n', _lastLines);
        }
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Webinars.Servers;

namespace Webinars.Web.Tests;

/// <summary>The whole product as a process of its own on a free port, with its own data folder, so that it can also be killed.</summary>
public class WebinarsApp : IAsyncLifetime
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly StringBuilder _output = new();
    private Process? _process;

    public WebinarsApp()
    {
        Url = $"http://localhost:{ServerProcess.FreePort()}";
        Http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(Url) };
    }

    public string Url { get; }

    public HttpClient Http { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("webinars-").FullName;

    public int ProcessId => _process!.Id;

    /// <summary>Set before it starts.</summary>
    public Dictionary<string, string?> Settings { get; } = new() { ["Limits__ChatPerTenSeconds"] = "0", ["Limits__QuestionEverySeconds"] = "0" };

    /// <summary>Everything that it has printed, over all its lives.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public async ValueTask InitializeAsync() => await Start();

    public async Task Start()
    {
        _process = Launch(Url, Folder, Settings, Take);
        using var limit = new CancellationTokenSource(StartLimit);
        while (!await IsReady())
        {
            Assert.False(_process.HasExited, $"The process ended with {(_process.HasExited ? _process.ExitCode : 0)}:\n{Output}");
            await Task.Delay(100, limit.Token);
        }
    }

    /// <summary>As a power switch would: SIGKILL.</summary>
    public async Task Kill()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>As whoever runs it would: SIGTERM.</summary>
    public async Task Stop()
    {
        await Signal();
        await Ended();
    }

    /// <summary>SIGTERM, and not waited for.</summary>
    public async Task Signal()
    {
        using var signal = Process.Start("kill", ["-TERM", $"{_process!.Id}"]);
        await signal.WaitForExitAsync();
    }

    /// <returns>Its exit code.</returns>
    public async Task<int> Ended()
    {
        await _process!.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>Runs it to its end: for what must not start.</summary>
    public static async Task<(int ExitCode, string Output)> Run(Dictionary<string, string?> settings, params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("webinars-").FullName;
        var output = new StringBuilder();
        using var process = Launch($"http://localhost:{ServerProcess.FreePort()}", folder, settings, line => output.AppendLine(line), arguments);
        using var limit = new CancellationTokenSource(StartLimit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"It still runs:\n{output}");
        }

        return (process.ExitCode, output.ToString());
    }

    /// <summary>People of the sandbox, signed in.</summary>
    public async Task<Visitor[]> People(int count)
    {
        var answer = await Http.PostAsJsonAsync("/sandbox/clerk/people", new { count });
        answer.EnsureSuccessStatusCode();
        var people = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return [.. people.EnumerateArray().Select(person => new Visitor(this, person))];
    }

    /// <summary>A host with a published webinar that starts in an hour, and attendees.</summary>
    public async Task<(Visitor Host, Visitor[] Attendees, Guid Webinar)> Scheduled(int attendees)
    {
        var people = await People(attendees + 1);
        var webinar = await people[0].Schedule();
        await people[0].Post($"/api/webinars/{webinar}/publish");
        return (people[0], people[1..], webinar);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await Kill();
        }

        Http.Dispose();
        TestFolders.Remove(Folder);
        GC.SuppressFinalize(this);
    }

    private static Process Launch(string url, string folder, Dictionary<string, string?> settings, Action<string> take, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Built.Program("Web"), "--urls", url, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["Sandbox__RtmpPort"] = "0"; // Several of these processes run at the same time.
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => take(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => take(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Take(string line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }

    private async Task<bool> IsReady()
    {
        try
        {
            return (await Http.GetAsync("/health/ready")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}

using System.Diagnostics;

namespace Webinars.Servers;

/// <summary>One node of the product.</summary>
/// <param name="name">As the balancer calls it: node1, node2, ….</param>
/// <param name="settings">Names of environment variables; null: not set. Read at every start.</param>
public sealed class NodeProcess(string name, string program, IReadOnlyDictionary<string, string?> settings, string? folder = null) : ServerProcess(folder)
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    public string Name => name;

    /// <summary>The program's file: another one is taken with the next start.</summary>
    public string Program { get; set; } = program;

    /// <summary>Past the balancer.</summary>
    public string Url => $"http://127.0.0.1:{Port}";

    protected override ProcessStartInfo Command()
    {
        var start = new ProcessStartInfo("dotnet", [Program, "--urls", Url]) { WorkingDirectory = Folder };
        foreach (var (setting, value) in settings)
        {
            start.Environment[setting] = value;
        }

        return start;
    }

    protected override Task<bool> Answers() => IsFound(Http, $"{Url}/health/ready");

    internal static async Task<bool> IsFound(HttpClient http, string url)
    {
        try
        {
            using var answer = await http.GetAsync(url);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}

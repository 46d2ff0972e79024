using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Webinars.Servers;

/// <summary>The sandbox as a process of its own, shared by nodes. Browsers and nodes find it through the balancer, so that all is one origin.</summary>
/// <param name="balancer">The one origin.</param>
public sealed partial class SandboxServer(string balancer, string? folder = null, int port = 0) : ServerProcess(folder, port)
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>What points a node at it, by the names of environment variables.</summary>
    public IReadOnlyDictionary<string, string> Settings => Export().Matches(Output).DistinctBy(said => said.Groups[1].Value).ToDictionary(said => said.Groups[1].Value, said => said.Groups[2].Value);

    protected override ProcessStartInfo Command()
    {
        var start = new ProcessStartInfo("dotnet", [Built.Program("Sandbox"), "--urls", $"http://127.0.0.1:{Port}"]) { WorkingDirectory = Folder };
        start.Environment["Sandbox__Url"] = balancer;
        start.Environment["Sandbox__AppUrl"] = balancer;
        start.Environment["Sandbox__Folder"] = Path.Combine(Folder, "data");
        start.Environment["Sandbox__RtmpPort"] = "0";
        return start;
    }

    // The last of what it prints may be read after it listens.
    protected override async Task<bool> Answers() => await NodeProcess.IsFound(Http, $"http://127.0.0.1:{Port}/sandbox") && Settings.ContainsKey("Knock__BaseUrl");

    [GeneratedRegex("^export ([A-Za-z_]+)='(.*)'\r?$", RegexOptions.Multiline)]
    private static partial Regex Export();
}

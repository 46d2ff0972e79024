using System.Runtime.InteropServices;

namespace Webinars.LoadTests.Reporting;

/// <summary>Where it was measured: figures of different machines do not compare.</summary>
internal sealed record Machine(string Cpu, int Cores, string Memory, string Os, string Dotnet)
{
    public static Machine Here { get; } = new(
        Line("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.ProcessorCount,
        $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024 * 1024d):0.#} GiB",
        $"{Line("/etc/os-release", "PRETTY_NAME")?.Trim('"')}, kernel {Environment.OSVersion.Version}",
        RuntimeInformation.FrameworkDescription);

    /// <summary>How many wanted to run during the last minute, ourselves included.</summary>
    public static string Load => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "not known";

    public override string ToString() => $"{Cpu}, {Cores} cores, {Memory}, {Os}, {Dotnet}";

    private static string? Line(string file, string name) => File.Exists(file)
        ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split([':', '='], 2)[1].Trim()
        : null;
}

using System.Diagnostics;

namespace Webinars.Servers.CommandLine;

/// <summary>Servers of a cluster whose own process was killed: they live on, and their pids lie in its folder.</summary>
public static class LeftOver
{
    /// <summary>Ends them.</summary>
    /// <returns>How many there were.</returns>
    public static int End(string folder)
    {
        var files = Directory.Exists(folder) ? Directory.GetDirectories(folder).Select(one => Path.Combine(one, "pid")).Where(File.Exists) : [];
        var found = files.Where(file => IsOf(Path.GetDirectoryName(file)!, File.ReadAllText(file))).Select(file => int.Parse(File.ReadAllText(file), null)).ToList();
        foreach (var id in found)
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            process.WaitForExit();
        }

        return found.Count;
    }

    /// <summary>Pids are given again: one of ours works in its folder.</summary>
    private static bool IsOf(string folder, string pid) =>
        new DirectoryInfo($"/proc/{pid}/cwd") is { Exists: true } works && works.ResolveLinkTarget(returnFinalTarget: true)?.FullName.StartsWith(folder, StringComparison.Ordinal) is true;
}

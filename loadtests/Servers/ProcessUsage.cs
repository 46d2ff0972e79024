using System.Globalization;

namespace Webinars.LoadTests.Servers;

/// <summary>What a process has used, as the kernel counts it (proc(5)).</summary>
internal static class ProcessUsage
{
    /// <summary>USER_HZ, which is 100 on every architecture that .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>User and system time of all its threads.</summary>
    public static double CpuSeconds(int pid)
    {
        // The second field, the program's name, is in brackets and may hold spaces: count from behind it.
        var stat = Read(pid, "stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (Number(fields[11]) + Number(fields[12])) / TicksPerSecond;
    }

    public static double ResidentKb(int pid) => Number(Read(pid, "statm").Split(' ')[1]) * Environment.SystemPageSize / 1024d;

    private static string Read(int pid, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/{file}");
        }
        catch (IOException)
        {
            throw new RunFailedException($"There is no process {pid} any more whose {file} could be read.");
        }
    }

    private static long Number(string field) => long.Parse(field, CultureInfo.InvariantCulture);
}

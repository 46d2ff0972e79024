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
        var fields = Fields(pid);
        return (Number(fields[11]) + Number(fields[12])) / TicksPerSecond;
    }

    /// <summary>With the processes that it has started, those included that have ended.</summary>
    public static double FamilyCpuSeconds(int pid)
    {
        var fields = Fields(pid);
        return ((Number(fields[13]) + Number(fields[14])) / TicksPerSecond) + CpuSeconds(pid) + Children(pid).Sum(CpuSeconds);
    }

    public static double ResidentKb(int pid) => Number(Read(pid, "statm").Split(' ')[1]) * Environment.SystemPageSize / 1024d;

    private static IEnumerable<int> Children(int pid) => Read(pid, $"task/{pid}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(child => (int)Number(child));

    /// <remarks>The second field, the program's name, is in brackets and may hold spaces: they count from behind it.</remarks>
    private static string[] Fields(int pid)
    {
        var stat = Read(pid, "stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
    }

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

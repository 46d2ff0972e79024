using System.Globalization;
using Webinars.KillTest;

namespace Webinars.Adapters.Tests.Store;

/// <summary>WEBINARS_KILL_CYCLES: how often (15).</summary>
public sealed class PostgresKillTests(OnePostgres postgres, ITestOutputHelper output)
{
    [Fact]
    public async Task A_process_that_is_killed_while_it_writes_to_PostgreSQL_loses_nothing_that_it_acknowledged()
    {
        var cycles = int.Parse(Environment.GetEnvironmentVariable("WEBINARS_KILL_CYCLES") ?? "15", CultureInfo.InvariantCulture);

        var report = await KillCycles.Run($"postgres:{await postgres.Place()}", cycles, Environment.TickCount, output.WriteLine);

        output.WriteLine($"{report}");
        Assert.True(report.IsClean, $"{report}");
        Assert.Equal(cycles, report.Cycles);
        Assert.True(report.Acked > cycles / 3, $"{report}");
    }
}

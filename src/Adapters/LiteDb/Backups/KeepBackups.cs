using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Webinars.Telemetry;

namespace Webinars.Adapters.LiteDb.Backups;

/// <summary>Copies the store into a folder every so often, and keeps the newest copies. When the next one is due says the folder: restarts change nothing.</summary>
internal sealed partial class KeepBackups(LiteDbStore store, IOptions<LiteDbOptions> options, TimeProvider time, ILogger<KeepBackups> logger) : BackgroundService
{
    private const string Form = "'webinars-'yyyyMMdd'T'HHmmss'Z.db'";
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.BackupPath is not { Length: > 0 } folder)
        {
            return;
        }

        var (begun, newest) = (time.GetUtcNow(), default(DateTimeOffset));
        Instruments.Meter.CreateObservableGauge("webinars.store.backup.age", () => (time.GetUtcNow() - (newest == default ? begun : newest)).TotalSeconds, "s", "Since the newest backup was made, or since the start while there is none. Only where backups are asked for.");
        while (true)
        {
            try
            {
                Directory.CreateDirectory(folder);
                if (newest == default)
                {
                    newest = Made(folder).FirstOrDefault().At;
                }

                var wait = newest + options.Value.BackupEvery - time.GetUtcNow();
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait, time, stoppingToken);
                }

                var now = time.GetUtcNow();
                await store.Backup(Path.Combine(folder, now.ToString(Form, CultureInfo.InvariantCulture)), stoppingToken);
                newest = now;
                foreach (var (path, _) in Made(folder).Skip(options.Value.BackupsKept))
                {
                    File.Delete(path);
                }
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(logger, error);
                await Task.Delay(AfterTrouble, time, stoppingToken);
            }
        }
    }

    /// <summary>The newest first.</summary>
    private static IEnumerable<(string Path, DateTimeOffset At)> Made(string folder) =>
        from path in Directory.EnumerateFiles(folder, "webinars-*.db")
        let at = DateTimeOffset.TryParseExact(Path.GetFileName(path), Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : (DateTimeOffset?)null
        where at is not null
        orderby at descending
        select (path, at.Value);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The store could not be backed up; tried again in a minute")]
        public static partial void Failed(ILogger logger, Exception error);
    }
}

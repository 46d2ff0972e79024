using System.Globalization;

namespace Webinars.Web.Tests;

/// <summary>The data is destroyed, and the backup of a while ago is put in its place.</summary>
public sealed class RestoreTests
{
    [Fact]
    public async Task After_a_restore_a_browser_begins_anew_and_does_not_take_new_events_for_those_it_knows()
    {
        await using var app = new WebinarsApp();
        var backups = Path.Combine(app.Folder, "backups");
        app.Settings["Store__BackupPath"] = backups;
        app.Settings["Store__BackupEvery"] = "00:00:01";
        app.Settings["Store__BackupsKept"] = "100";
        await app.Start();
        var (host, _, webinar) = await app.Scheduled(0);
        await host.Post($"/api/webinars/{webinar}/go-live");
        await using var room = await host.Enter(webinar);
        await room.Say("kept");
        var kept = DateTimeOffset.UtcNow.AddSeconds(1);
        string? backup;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((backup = Directory.EnumerateFiles(backups, "*.db").Order().FirstOrDefault(file => MadeAt(file) >= kept)) is null)
        {
            await Task.Delay(50, limit.Token);
        }

        await room.Say("lost");
        await room.Until(one => one.Texts.Contains("lost"));
        var (epoch, position) = (room.Epoch, room.Position);
        await app.Kill();
        var data = Path.Combine(app.Folder, "data");
        File.Delete(Path.Combine(data, "webinars-log.db"));
        File.Copy(backup, Path.Combine(data, "webinars.db"), overwrite: true);

        await app.Start();
        await room.Connect();

        Assert.NotEqual(epoch, room.Epoch);
        var messages = room.Snapshot.GetProperty("messages").EnumerateArray().Select(one => one.GetProperty("text").GetString()).ToList();
        Assert.Equal(["kept"], messages);
        var again = await room.Say("said again");
        Assert.True(again.GetProperty("position").GetInt64() <= position, "the position was given out for the second time");
    }

    private static DateTimeOffset MadeAt(string file) =>
        DateTimeOffset.ParseExact(Path.GetFileName(file), "'webinars-'yyyyMMdd'T'HHmmss'Z.db'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}

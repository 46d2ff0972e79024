using Webinars.Servers;

namespace Webinars.Web.Tests;

/// <summary>The whole product on PostgreSQL: moved there, and what it says when it cannot start.</summary>
public sealed class MovedStoreTests
{
    [Fact]
    public async Task What_began_on_a_file_goes_on_in_PostgreSQL_with_the_same_sessions_and_survives_a_kill()
    {
        await using var server = await PostgresServer.Started();
        var database = await server.CreateDatabase();
        await using var app = new WebinarsApp();
        await app.Start();
        var (host, attendees, webinar) = await app.Scheduled(2);
        await using var room = await attendees[0].Enter(webinar);
        var first = (await room.Say("before", "c1")).GetProperty("position").GetInt64();
        await app.Stop();

        Dictionary<string, string?> settings = new() { ["Store__Path"] = Path.Combine(app.Folder, "data"), ["ConnectionStrings__Postgres"] = database };
        var (exitCode, said) = await WebinarsApp.Run(settings, "move-store");
        Assert.True(exitCode == 0, said);
        Assert.Contains("Set Store:Kind to Postgres", said, StringComparison.Ordinal);

        (app.Settings["Store__Kind"], app.Settings["ConnectionStrings__Postgres"]) = ("Postgres", database);
        await app.Start();
        await room.Connect();
        await room.Until(one => one.Texts.Contains("before"), "what was said before");
        Assert.Equal(first, (await room.Say("before", "c1")).GetProperty("position").GetInt64());
        Assert.Equal(first + 1, (await room.Say("after", "c2")).GetProperty("position").GetInt64());
        Assert.Equal("Why rooms remember", (await host.Get($"/api/webinars/{webinar}")).GetProperty("title").GetString());

        await app.Kill();
        await app.Start();
        await using var other = await attendees[1].Enter(webinar);
        await other.Until(one => one.Texts.SequenceEqual(["before", "after"]), "both, in order");
    }

    [Theory]
    [InlineData("Host=localhost;Port=1;Timeout=1;Password=SENTINEL-SECRET;Oops", "no connection string")]
    [InlineData("Password=SENTINEL-SECRET", "names no Host")]
    public async Task A_database_that_cannot_be_used_is_one_line_without_the_password(string connection, string says)
    {
        foreach (var command in new string[][] { [], ["move-store"] })
        {
            var folder = Directory.CreateTempSubdirectory("webinars-");
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "webinars.db"), [], CancellationToken.None);
            var (exitCode, output) = await WebinarsApp.Run(new() { ["Store__Kind"] = "Postgres", ["Store__Path"] = folder.FullName, ["ConnectionStrings__Postgres"] = connection }, command);
            folder.Delete(recursive: true);
            Assert.Equal(1, exitCode);
            Assert.Contains(says, output, StringComparison.Ordinal);
            Assert.DoesNotContain("SENTINEL-SECRET", output, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        }
    }
}

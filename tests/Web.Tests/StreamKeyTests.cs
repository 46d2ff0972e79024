using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Webinars.Web.Tests;

/// <summary>A whole run of the process, at its most talkative; then its data folder and all that it printed are searched for the stream's keys.</summary>
public sealed class StreamKeyTests
{
    [Fact]
    public async Task No_stream_key_is_stored_or_logged_in_a_whole_run()
    {
        await using var app = new WebinarsApp();
        app.Settings["Logging__LogLevel__Default"] = "Trace";
        await app.Start();
        var mux = new MuxMessage(app);
        var (host, attendees, webinar) = await app.Scheduled(1);
        var first = await Key(host, webinar);
        var second = (await host.Post($"/api/webinars/{webinar}/stream/reset-key")).GetProperty("streamKey").GetString()!;
        var stream = await Stream(app, webinar);
        await using (var room = await host.Enter(webinar))
        {
            await using var other = await attendees[0].Enter(webinar);
            await host.Post($"/api/webinars/{webinar}/go-live");
            (await app.Http.PostAsJsonAsync($"/sandbox/mux/live-streams/{stream.Id}/encoder", new { on = true })).EnsureSuccessStatusCode();
            await room.Until(one => one.Events.Any(happened => happened.ToString().Contains("\"live\"", StringComparison.Ordinal)), "live");
            await host.Post($"/api/webinars/{webinar}/end");
        }

        // A message that cannot be read must not be told either, nor one that is of no form that we know.
        Assert.Equal(HttpStatusCode.OK, (await mux.Post(MuxMessage.Stream("video.live_stream.active", stream.Id)[..^2])).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await mux.Post("""{"type":"video.live_stream.active","data":{"stream_key":"SENTINEL-KEY"}}""")).StatusCode);

        foreach (var type in new[] { "created", "connected", "recording", "active", "warning", "disconnected", "idle", "updated", "disabled" })
        {
            Assert.Equal(HttpStatusCode.OK, (await mux.Post(MuxMessage.Stream($"video.live_stream.{type}", stream.Id))).StatusCode);
        }

        await app.Stop();

        // The sandbox plays the vendor: it must know the key.
        var kept = Directory.EnumerateFiles(Path.Combine(app.Folder, "data"), "*", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}sandbox{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .ToDictionary(file => file, file => Encoding.Latin1.GetString(File.ReadAllBytes(file)));
        Assert.Contains(kept.Values, text => text.Contains(stream.Id, StringComparison.Ordinal));
        Assert.NotEqual(first, second);
        foreach (var secret in new[] { first, second, stream.Passphrase, "SENTINEL-KEY", "SENTINEL-PASS" })
        {
            Assert.All(kept, file => Assert.False(file.Value.Contains(secret, StringComparison.Ordinal), $"{file.Key} holds a key"));
            Assert.DoesNotContain(secret, app.Output, StringComparison.Ordinal);
        }
    }

    private static async Task<string> Key(Visitor host, Guid webinar) => (await host.Get($"/api/webinars/{webinar}/stream")).GetProperty("streamKey").GetString()!;

    /// <summary>As it stands in the sandbox's own file.</summary>
    private static async Task<(string Id, string Passphrase)> Stream(WebinarsApp app, Guid webinar)
    {
        using var state = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(app.Folder, "data", "sandbox", "mux.json")));
        var stream = state.RootElement.GetProperty("streams").EnumerateArray().First(one => one.GetProperty("passthrough").GetString() == webinar.ToString());
        return (stream.GetProperty("id").GetString()!, stream.GetProperty("srtPassphrase").GetString()!);
    }
}

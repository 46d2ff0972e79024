using System.Buffers.Text;
using System.Text.Json;
using Webinars.Adapters.Tests.Sandbox;
using Webinars.Streaming;

namespace Webinars.Adapters.Tests.Mux;

/// <summary>What a pass shows stands in its claims, also that of the pictures beside it.</summary>
public sealed class MuxPassTests
{
    private static readonly DateTimeOffset From = DateTimeOffset.FromUnixTimeMilliseconds(1_767_261_663_120);
    private static readonly DateTimeOffset Expires = DateTimeOffset.FromUnixTimeSeconds(1_767_300_000);

    [Fact]
    public void A_replay_has_its_picture_its_storyboard_and_its_poster_and_none_shows_what_was_before()
    {
        using var mux = new MuxAdapter();
        var pass = mux.Video.Sign("PB1", new Clip(From, From.AddMinutes(30)) { Offset = TimeSpan.FromSeconds(61.2) }, Expires);
        Assert.Equal("""{"program_start_time":1767261664,"program_end_time":1767263464,"sub":"PB1","aud":"v","exp":1767300000,"kid":"kid"}""", Claims(pass.Token));
        Assert.StartsWith("https://image.mux.com/PB1/storyboard.vtt?token=", pass.Storyboard, StringComparison.Ordinal);
        Assert.Equal("""{"program_start_time":1767261664,"program_end_time":1767263464,"sub":"PB1","aud":"s","exp":1767300000,"kid":"kid"}""", Claims(pass.Storyboard!.Split('=')[1]));
        Assert.StartsWith("https://image.mux.com/PB1/thumbnail.jpg?token=", pass.Poster, StringComparison.Ordinal);
        Assert.Equal("""{"time":63,"sub":"PB1","aud":"t","exp":1767300000,"kid":"kid"}""", Claims(pass.Poster!.Split('=')[1]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_live_has_no_pictures_beside_it(bool all)
    {
        using var mux = new MuxAdapter();
        var pass = mux.Video.Sign("PB1", all ? null : new Clip(From, null), Expires);
        Assert.Equal((null, null), (pass.Storyboard, pass.Poster));
        Assert.DoesNotContain("program_end_time", Claims(pass.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sandbox_takes_each_pass_for_what_it_is_and_for_nothing_else()
    {
        await using var sandbox = await MuxTestHost.StartAsync();
        using var mux = new MuxAdapter([.. sandbox.Settings.Where(setting => setting.Key.StartsWith("Mux:", StringComparison.Ordinal)).Select(setting => (setting.Key, setting.Value))]);
        var made = await mux.Video.Create(Guid.NewGuid(), new StreamTimes(), default);
        await sandbox.EncoderAsync(made.Id, on: true);
        var began = sandbox.Clock.GetUtcNow();
        sandbox.Clock.Advance(TimeSpan.FromSeconds(60));
        await MuxTestHost.UntilAsync(async () => (await mux.Video.Get(made.Id, default)).State is StreamState.Active, "the picture");
        await mux.Video.Close(made.Id, default);
        var asset = (await mux.Recordings.Get((await mux.Video.Get(made.Id, default)).AssetIds[0], default))!;

        var from = began.AddSeconds(20);
        var pass = mux.Video.Sign(asset.PlaybackId, new Clip(from, began.AddSeconds(50)) { Offset = asset.Offset(from) }, sandbox.Clock.GetUtcNow().AddHours(1));
        using var http = new HttpClient();
        var storyboard = await http.GetStringAsync(pass.Storyboard);
        Assert.StartsWith("WEBVTT", storyboard, StringComparison.Ordinal);
        Assert.Equal("image/jpeg", (await http.GetAsync(pass.Poster)).Content.Headers.ContentType?.MediaType);
        foreach (var wrong in new[] { pass.Poster!.Replace("thumbnail.jpg", "storyboard.vtt", StringComparison.Ordinal), pass.Storyboard!.Replace("storyboard.vtt", "thumbnail.jpg", StringComparison.Ordinal) })
        {
            Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await http.GetAsync(wrong)).StatusCode);
        }
    }

    private static string Claims(string token) => JsonElement.Parse(Base64Url.DecodeFromChars(token.Split('.')[1])).GetRawText();
}

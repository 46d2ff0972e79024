using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Webinars.Adapters.Tests.Sandbox;

public sealed class MuxPlaybackTokenTests : IAsyncLifetime
{
    private MuxTestHost _mux = null!;

    public async ValueTask InitializeAsync() => _mux = await MuxTestHost.StartAsync();

    public ValueTask DisposeAsync() => _mux.DisposeAsync();

    [Theory]
    [InlineData("none")]
    [InlineData("rubbish")]
    [InlineData("other playback id")]
    [InlineData("other audience")]
    [InlineData("expired")]
    [InlineData("no expiry")]
    [InlineData("unknown kid")]
    [InlineData("other key")]
    [InlineData("changed claims")]
    [InlineData("alg none")]
    public async Task A_signed_picture_is_not_shown_for_a_bad_token(string fault)
    {
        var (stream, _) = await _mux.BroadcastAsync(4);
        var id = await _mux.LiveIdAsync(stream);
        var good = _mux.Token(id);
        using var stranger = RSA.Create(2048);
        var token = fault switch
        {
            "none" => "",
            "rubbish" => "a.b.c",
            "other playback id" => _mux.Token("another"),
            "other audience" => _mux.Token(id, "t"),
            "expired" => _mux.Token(id, "v", ("exp", _mux.Clock.GetUtcNow().ToUnixTimeSeconds())),
            "no expiry" => _mux.Token(id, "v", ("exp", "never")),
            "unknown kid" => _mux.Token(id, "v", ("kid", "nobody")),
            "other key" => MuxToken.Sign(stranger, new { alg = "RS256" }, Claims(id)),
            "changed claims" => $"{good.Split('.')[0]}.{MuxToken.Part(Claims(id))}.{good.Split('.')[2]}",
            _ => $"{MuxToken.Part(new { alg = "none" })}.{good.Split('.')[1]}.",
        };
        Assert.Equal(403, await _mux.WatchAsync($"{id}.m3u8?token={token}"));
        Assert.Equal(403, await _mux.WatchAsync($"{id}/rendition.m3u8?token={token}"));
        Assert.Equal(200, await _mux.WatchAsync($"{id}.m3u8?token={good}"));
    }

    [Fact]
    public async Task The_key_id_may_stand_in_the_header_and_any_key_of_the_instance_will_do_until_it_is_deleted()
    {
        var (stream, _) = await _mux.BroadcastAsync(4);
        var id = await _mux.LiveIdAsync(stream);
        var made = await _mux.SendAsync(HttpMethod.Post, "system/v1/signing-keys", expected: HttpStatusCode.Created);
        using var key = RSA.Create();
        key.ImportFromPem(Encoding.UTF8.GetString(Convert.FromBase64String(made.Text("private_key"))));
        var token = MuxToken.Sign(key, new { alg = "RS256", kid = made.Text("id") }, new { sub = id, aud = "v", exp = _mux.Clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds() });
        Assert.Equal(200, await _mux.WatchAsync($"{id}.m3u8?token={token}"));
        await _mux.SendAsync(HttpMethod.Delete, $"system/v1/signing-keys/{made.Text("id")}", expected: HttpStatusCode.NoContent);
        Assert.Equal(403, await _mux.WatchAsync($"{id}.m3u8?token={token}"));
    }

    [Fact]
    public async Task A_signed_segment_needs_the_pass_from_its_playlist_and_no_longer_than_the_token()
    {
        var (stream, _) = await _mux.BroadcastAsync(31);
        var id = await _mux.LiveIdAsync(stream);
        var media = await _mux.MediaAsync(id, _mux.Token(id));
        var last = media.Files[^1];
        Assert.Equal(200, await _mux.WatchAsync($"{id}/{last}"));
        Assert.Equal(200, await _mux.WatchAsync($"{id}/{media.Map}"));
        Assert.Equal(403, await _mux.WatchAsync($"{id}/30.m4s"));
        Assert.Equal(403, await _mux.WatchAsync($"{id}/{last.Replace("30.m4s", "0.m4s", StringComparison.Ordinal)}"));
        _mux.Clock.Advance(TimeSpan.FromSeconds(3601));
        Assert.Equal(403, await _mux.WatchAsync($"{id}/{last}"));
    }

    [Fact]
    public async Task Pictures_need_a_token_for_pictures_and_the_storyboard_follows_the_clip()
    {
        var (stream, asset) = await _mux.BroadcastAsync(31);
        await _mux.SendAsync(HttpMethod.Put, $"video/v1/live-streams/{stream}/complete");
        var id = await _mux.AssetIdAsync(asset);
        Assert.Equal(200, await _mux.WatchAsync($"thumbnail.jpg?token={_mux.Token(id, "t")}", $"image/{id}"));
        Assert.Equal(403, await _mux.WatchAsync($"thumbnail.jpg?token={_mux.Token(id)}", $"image/{id}"));
        Assert.Equal(403, await _mux.WatchAsync("storyboard.jpg", $"image/{id}"));
        var token = _mux.Token(id, "s", ("asset_start_time", 22));
        var board = await _mux.Http.GetStringAsync($"/sandbox/mux/image/{id}/storyboard.vtt?token={token}", MuxTestHost.Cancelled);
        Assert.StartsWith($"WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nstoryboard.jpg?token={token}#xywh=720,270,240,135\n", board, StringComparison.Ordinal);
        Assert.Contains("\n00:00:08.000 --> 00:00:09.000\n", board, StringComparison.Ordinal);

        // Segments 22 to 30, two to a tile: the last tile, and the first row again.
        Assert.Equal(
            ["720,270", "720,270", "0,0", "0,0", "240,0", "240,0", "480,0", "480,0", "720,0"],
            board.Split("#xywh=")[1..].Select(x => x[..x.IndexOf(",240,135\n", StringComparison.Ordinal)]));
        Assert.Equal(200, await _mux.WatchAsync($"storyboard.jpg?token={token}", $"image/{id}"));
    }

    private static Dictionary<string, object> Claims(string id) =>
        new() { ["sub"] = id, ["aud"] = "v", ["exp"] = 4102444800, ["kid"] = "changed" };
}

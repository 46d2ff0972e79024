using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Webinars.Adapters.Tests.Sandbox;

public sealed partial class MuxPlaybackTests : IAsyncLifetime
{
    private static readonly object Public = new
    {
        playback_policies = new[] { "public" }, new_asset_settings = new { playback_policies = new[] { "public" } }, reconnect_window = 60,
    };

    private MuxTestHost _mux = null!;

    public async ValueTask InitializeAsync() => _mux = await MuxTestHost.StartAsync();

    public ValueTask DisposeAsync() => _mux.DisposeAsync();

    [Fact]
    public async Task A_live_stream_can_be_watched_only_while_it_is_active()
    {
        var stream = await _mux.CreateStreamAsync(Public);
        var id = stream.GetProperty("playback_ids")[0].Text("id");
        Assert.Equal(412, await StatusAsync($"{id}.m3u8"));
        await _mux.EncoderAsync(stream.Text("id"), on: true);
        Assert.Equal(412, await StatusAsync($"{id}.m3u8"));
        Pass(2);
        await _mux.Receiver.FirstAsync("video.live_stream.active");
        Assert.Equal(200, await StatusAsync($"{id}.m3u8"));
        await _mux.SendAsync(HttpMethod.Put, $"video/v1/live-streams/{stream.Text("id")}/complete");
        Assert.Equal(412, await StatusAsync($"{id}.m3u8"));
        Assert.Equal(404, await StatusAsync("nobody.m3u8"));
    }

    [Fact]
    public async Task The_live_playlist_is_the_last_six_segments_with_their_wall_clock()
    {
        var (stream, _) = await _mux.BroadcastAsync(31, Public);
        var media = await MediaAsync(await LiveIdAsync(stream));
        Assert.Equal([9, 10, 11, 12, 13, 14], media.Numbers);
        Assert.Contains("#EXT-X-MEDIA-SEQUENCE:9\n", media.Text, StringComparison.Ordinal);
        Assert.Contains("#EXT-X-PROGRAM-DATE-TIME:2026-01-01T10:00:18.000Z\n#EXTINF:2.000,\n9.m4s\n", media.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("PLAYLIST-TYPE", media.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ENDLIST", media.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_the_reconnect_window_the_last_picture_stays_and_after_complete_a_watcher_learns_of_the_end()
    {
        var (stream, _) = await _mux.BroadcastAsync(31, Public);
        var id = await LiveIdAsync(stream);
        await _mux.EncoderAsync(stream, on: false);
        Pass(20);
        var waiting = await MediaAsync(id);
        Assert.Equal(14, waiting.Numbers[^1]);
        Assert.DoesNotContain("ENDLIST", waiting.Text, StringComparison.Ordinal);

        await _mux.SendAsync(HttpMethod.Put, $"video/v1/live-streams/{stream}/complete");
        var farewell = await _mux.Http.GetStringAsync($"/sandbox/mux/stream/{id}/rendition.m3u8", MuxTestHost.Cancelled);
        Assert.EndsWith("14.m4s\n#EXT-X-ENDLIST\n", farewell, StringComparison.Ordinal);
        Assert.Equal(412, await StatusAsync($"{id}.m3u8"));
        Pass(61);
        Assert.Equal(412, await StatusAsync($"{id}/rendition.m3u8"));
    }

    [Fact]
    public async Task A_recording_can_be_wound_back_while_it_is_made_and_is_a_video_afterwards()
    {
        var (stream, asset) = await _mux.BroadcastAsync(31, Public);
        await _mux.Receiver.FirstAsync("video.asset.ready");
        var id = await AssetIdAsync(asset);
        var live = await MediaAsync(id);
        Assert.Equal(Enumerable.Range(0, 15), live.Numbers);
        Assert.Contains("#EXT-X-PLAYLIST-TYPE:EVENT\n", live.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ENDLIST", live.Text, StringComparison.Ordinal);

        await _mux.SendAsync(HttpMethod.Put, $"video/v1/live-streams/{stream}/complete");
        var video = await MediaAsync(id);
        Assert.Equal(Enumerable.Range(0, 15), video.Numbers);
        Assert.Contains("#EXT-X-PLAYLIST-TYPE:VOD\n", video.Text, StringComparison.Ordinal);
        Assert.EndsWith("#EXT-X-ENDLIST\n", video.Text, StringComparison.Ordinal);
        Assert.Equal(30, (await _mux.AssetAsync(asset)).GetProperty("duration").GetInt32());
    }

    [Fact]
    public async Task A_recording_that_is_not_ready_yet_cannot_be_watched()
    {
        var (_, asset) = await _mux.BroadcastAsync(4, Public);
        Assert.Equal(412, await StatusAsync($"{await AssetIdAsync(asset)}.m3u8"));
    }

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
        var id = await LiveIdAsync(stream);
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
        Assert.Equal(403, await StatusAsync($"{id}.m3u8?token={token}"));
        Assert.Equal(403, await StatusAsync($"{id}/rendition.m3u8?token={token}"));
        Assert.Equal(200, await StatusAsync($"{id}.m3u8?token={good}"));
    }

    [Fact]
    public async Task The_key_id_may_stand_in_the_header_and_any_key_of_the_instance_will_do_until_it_is_deleted()
    {
        var (stream, _) = await _mux.BroadcastAsync(4);
        var id = await LiveIdAsync(stream);
        var made = await _mux.SendAsync(HttpMethod.Post, "system/v1/signing-keys", expected: HttpStatusCode.Created);
        using var key = RSA.Create();
        key.ImportFromPem(Encoding.UTF8.GetString(Convert.FromBase64String(made.Text("private_key"))));
        var token = MuxToken.Sign(key, new { alg = "RS256", kid = made.Text("id") }, new { sub = id, aud = "v", exp = _mux.Clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds() });
        Assert.Equal(200, await StatusAsync($"{id}.m3u8?token={token}"));
        await _mux.SendAsync(HttpMethod.Delete, $"system/v1/signing-keys/{made.Text("id")}", expected: HttpStatusCode.NoContent);
        Assert.Equal(403, await StatusAsync($"{id}.m3u8?token={token}"));
    }

    [Fact]
    public async Task A_signed_segment_needs_the_pass_from_its_playlist_and_no_longer_than_the_token()
    {
        var (stream, _) = await _mux.BroadcastAsync(31);
        var id = await LiveIdAsync(stream);
        var media = await MediaAsync(id, _mux.Token(id));
        var last = media.Files[^1];
        Assert.Equal(200, await StatusAsync($"{id}/{last}"));
        Assert.Equal(200, await StatusAsync($"{id}/{media.Map}"));
        Assert.Equal(403, await StatusAsync($"{id}/14.m4s"));
        Assert.Equal(403, await StatusAsync($"{id}/{last.Replace("14.m4s", "0.m4s", StringComparison.Ordinal)}"));
        Pass(3601);
        Assert.Equal(403, await StatusAsync($"{id}/{last}"));
    }

    [Fact]
    public async Task A_segment_that_has_not_been_sent_yet_does_not_exist()
    {
        var (stream, _) = await _mux.BroadcastAsync(31, Public);
        var id = await LiveIdAsync(stream);
        Assert.Equal(200, await StatusAsync($"{id}/14.m4s"));
        Assert.Equal(404, await StatusAsync($"{id}/15.m4s"));
    }

    [Fact]
    public async Task The_timestamps_run_on_over_the_border_of_the_loop()
    {
        var (stream, _) = await _mux.BroadcastAsync(80, Public);
        var id = await LiveIdAsync(stream);
        var audio = new List<ulong>();
        for (var number = 0; number < 40; number++)
        {
            var bytes = await _mux.Http.GetByteArrayAsync($"/sandbox/mux/stream/{id}/{number}.m4s", MuxTestHost.Cancelled);
            var times = DecodeTimes(bytes);
            Assert.Equal((ulong)number * 2 * 12288, times[0]);
            Assert.InRange((double)times[1] / 48000, (number * 2) - 0.1, (number * 2) + 0.1);
            audio.Add(times[1]);
            Assert.Equal((uint)number + 1, BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(Find(bytes, "mfhd", 0) + 8)));
        }

        Assert.All(Enumerable.Range(12, 28), number => Assert.Equal(24UL * 48000, audio[number] - audio[number - 12]));
    }

    [Fact]
    public async Task A_clip_shows_nothing_that_started_before_it_live_and_wound_back()
    {
        var (stream, asset) = await _mux.BroadcastAsync(31);
        await _mux.Receiver.FirstAsync("video.asset.ready");
        var start = _mux.Clock.GetUtcNow().ToUnixTimeSeconds() - 6;
        var (live, recording) = (await LiveIdAsync(stream), await AssetIdAsync(asset));
        Assert.Equal([13, 14], (await MediaAsync(live, _mux.Token(live, "v", ("program_start_time", start)))).Numbers);
        Assert.Equal([13, 14], (await MediaAsync(recording, _mux.Token(recording, "v", ("program_start_time", start.ToString())))).Numbers);
        Assert.Equal([10, 11, 12, 13, 14], (await MediaAsync(recording, _mux.Token(recording, "v", ("asset_start_time", 20)))).Numbers);

        // Not begun yet: nothing to show, as if the stream were not active.
        Assert.Equal(412, await StatusAsync($"{live}.m3u8?token={_mux.Token(live, "v", ("program_start_time", start + 60))}"));
    }

    [Fact]
    public async Task The_clip_of_a_signed_picture_stands_in_its_token_and_not_in_the_address()
    {
        var (_, asset) = await _mux.BroadcastAsync(31);
        await _mux.Receiver.FirstAsync("video.asset.ready");
        var id = await AssetIdAsync(asset);
        var token = _mux.Token(id, "v", ("asset_start_time", 20));
        Assert.Equal(10, (await MediaAsync(id, token + "&asset_start_time=0")).Numbers[0]);
    }

    [Fact]
    public async Task A_clip_whose_end_has_passed_is_complete_while_the_recording_goes_on()
    {
        var (stream, asset) = await _mux.BroadcastAsync(31, Public);
        await _mux.Receiver.FirstAsync("video.asset.ready");
        var begin = _mux.Clock.GetUtcNow().ToUnixTimeSeconds() - 31;
        var clip = await MediaAsync(await AssetIdAsync(asset), clip: $"program_start_time={begin + 3}&program_end_time={begin + 9}");
        Assert.Equal([2, 3, 4], clip.Numbers);
        Assert.Contains("#EXT-X-PLAYLIST-TYPE:VOD\n", clip.Text, StringComparison.Ordinal);
        Assert.EndsWith("#EXT-X-ENDLIST\n", clip.Text, StringComparison.Ordinal);

        var open = await MediaAsync(await AssetIdAsync(asset), clip: $"program_start_time={begin + 3}&program_end_time={begin + 90}");
        Assert.DoesNotContain("ENDLIST", open.Text, StringComparison.Ordinal);
        var live = await MediaAsync(await LiveIdAsync(stream), clip: $"program_end_time={begin + 9}");
        Assert.Equal([0, 1, 2, 3, 4], live.Numbers);
        Assert.EndsWith("#EXT-X-ENDLIST\n", live.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("program_start_time=noon", 400)]
    [InlineData("asset_start_time=-1", 400)]
    [InlineData("asset_start_time=1000", 404)]
    public async Task A_clip_that_makes_no_sense_is_refused(string clip, int expected)
    {
        var (stream, asset) = await _mux.BroadcastAsync(31, Public);
        await _mux.SendAsync(HttpMethod.Put, $"video/v1/live-streams/{stream}/complete");
        Assert.Equal(expected, await StatusAsync($"{await AssetIdAsync(asset)}.m3u8?{clip}"));
    }

    [Fact]
    public async Task After_a_lost_encoder_the_picture_runs_on_while_the_wall_clock_jumps()
    {
        var (stream, asset) = await _mux.BroadcastAsync(21, Public);
        await _mux.EncoderAsync(stream, on: false);
        Pass(30);
        await _mux.EncoderAsync(stream, on: true);
        Pass(6);
        await _mux.SendAsync(HttpMethod.Put, $"video/v1/live-streams/{stream}/complete");
        var id = await AssetIdAsync(asset);
        var video = await MediaAsync(id);
        Assert.Equal(Enumerable.Range(0, 13), video.Numbers);
        Assert.Contains("10:00:18.000Z\n#EXTINF:2.000,\n9.m4s\n#EXT-X-PROGRAM-DATE-TIME:2026-01-01T10:00:51.000Z\n#EXTINF:2.000,\n10.m4s\n", video.Text, StringComparison.Ordinal);
        var gap = DateTimeOffset.Parse("2026-01-01T10:00:30Z", null).ToUnixTimeSeconds();
        Assert.Equal([10, 11, 12], (await MediaAsync(id, clip: $"program_start_time={gap}")).Numbers);
        Assert.Equal(Enumerable.Range(0, 10), (await MediaAsync(id, clip: $"program_end_time={gap}")).Numbers);
    }

    [Fact]
    public async Task Pictures_need_a_token_for_pictures_and_the_storyboard_follows_the_clip()
    {
        var (stream, asset) = await _mux.BroadcastAsync(31);
        await _mux.SendAsync(HttpMethod.Put, $"video/v1/live-streams/{stream}/complete");
        var id = await AssetIdAsync(asset);
        Assert.Equal(200, await StatusAsync($"thumbnail.jpg?token={_mux.Token(id, "t")}", $"image/{id}"));
        Assert.Equal(403, await StatusAsync($"thumbnail.jpg?token={_mux.Token(id)}", $"image/{id}"));
        Assert.Equal(403, await StatusAsync("storyboard.jpg", $"image/{id}"));
        var token = _mux.Token(id, "s", ("asset_start_time", 24));
        var board = await _mux.Http.GetStringAsync($"/sandbox/mux/image/{id}/storyboard.vtt?token={token}", MuxTestHost.Cancelled);
        Assert.StartsWith($"WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nstoryboard.jpg?token={token}#xywh=0,0,240,135\n", board, StringComparison.Ordinal);
        Assert.Equal(3, board.Split("-->").Length - 1);
        Assert.Equal(200, await StatusAsync($"storyboard.jpg?token={token}", $"image/{id}"));
    }

    [Fact]
    public async Task Pages_of_any_origin_may_read_and_no_playlist_is_cached()
    {
        var (stream, _) = await _mux.BroadcastAsync(4, Public);
        var id = await LiveIdAsync(stream);
        foreach (var (file, cached) in ((string, bool)[])[($"{id}.m3u8", false), ($"{id}/rendition.m3u8", false), ($"{id}/0.m4s", true), ("nobody.m3u8", true)])
        {
            using var response = await _mux.Http.GetAsync($"/sandbox/mux/stream/{file}", MuxTestHost.Cancelled);
            Assert.Equal("*", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
            Assert.Equal(cached, response.Headers.CacheControl?.NoStore is not true);
        }
    }

    private static Dictionary<string, object> Claims(string id) =>
        new() { ["sub"] = id, ["aud"] = "v", ["exp"] = 4102444800, ["kid"] = "changed" };

    private static List<ulong> DecodeTimes(byte[] bytes)
    {
        var video = Find(bytes, "tfdt", 0);
        return [BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(video + 8)), BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(Find(bytes, "tfdt", video + 4) + 8))];
    }

    private static int Find(byte[] bytes, string type, int from) => from + bytes.AsSpan(from).IndexOf(Encoding.ASCII.GetBytes(type));

    [GeneratedRegex(@"^(\d+)\.m4s.*$", RegexOptions.Multiline)]
    private static partial Regex SegmentLine();

    [GeneratedRegex("URI=\"([^\"]+)\"")]
    private static partial Regex MapLine();

    private void Pass(double seconds) => _mux.Clock.Advance(TimeSpan.FromSeconds(seconds));

    private Task<string> LiveIdAsync(string stream) => _mux.PlaybackIdAsync($"live-streams/{stream}");

    private Task<string> AssetIdAsync(string asset) => _mux.PlaybackIdAsync($"assets/{asset}");

    private async Task<int> StatusAsync(string file, string folder = "stream")
    {
        using var response = await _mux.Http.GetAsync($"/sandbox/mux/{folder}/{file}", MuxTestHost.Cancelled);
        return (int)response.StatusCode;
    }

    private async Task<(string Text, List<int> Numbers, List<string> Files, string Map)> MediaAsync(string id, string? token = null, string? clip = null)
    {
        var master = await _mux.Http.GetStringAsync($"/sandbox/mux/stream/{id}.m3u8?{(token is null ? clip : $"token={token}")}", MuxTestHost.Cancelled);
        var text = await _mux.Http.GetStringAsync($"/sandbox/mux/stream/{master.TrimEnd().Split('\n')[^1]}", MuxTestHost.Cancelled);
        var lines = SegmentLine().Matches(text);
        return (text, [.. lines.Select(x => int.Parse(x.Groups[1].Value, null))], [.. lines.Select(x => x.Value)], MapLine().Match(text).Groups[1].Value);
    }
}

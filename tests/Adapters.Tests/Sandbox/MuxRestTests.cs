using System.Net.Http.Headers;
using System.Net;
using System.Text.Json;
using System.Text;
using Webinars.Adapters.Tests.Contracts;

namespace Webinars.Adapters.Tests.Sandbox;

public sealed class MuxRestTests : IAsyncLifetime
{
    private MuxTestHost _mux = null!;

    public async ValueTask InitializeAsync() => _mux = await MuxTestHost.StartAsync();

    public ValueTask DisposeAsync() => _mux.DisposeAsync();

    [Fact]
    public async Task A_live_stream_has_the_shape_of_the_contract_when_created_listed_and_read()
    {
        var created = await _mux.CreateStreamAsync();
        Contract.Mux.Value("LiveStream", created);
        Assert.Equal(("idle", "low", "webinar_42"), (created.Text("status"), created.Text("latency_mode"), created.Text("passthrough")));
        Assert.Equal("1767261600", created.Text("created_at"));
        Assert.True(JsonElement.DeepEquals(created, await _mux.SendAsync(HttpMethod.Get, $"video/v1/live-streams/{created.Text("id")}")));
        Assert.True(JsonElement.DeepEquals(created, (await _mux.SendAsync(HttpMethod.Get, "video/v1/live-streams"))[0]));
    }

    [Theory]
    [InlineData("mux-csharp")]
    [InlineData("mux-node")]
    public async Task What_the_official_clients_send_is_accepted(string file)
    {
        var id = (await _mux.CreateStreamAsync()).Text("id");
        var recorded = Recording.Read(file).Where(x => x.Body.Length > 0 && x.Path.Contains("/live-streams", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(recorded);
        foreach (var (method, path, _, body) in recorded)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path.Replace("LS1", id, StringComparison.Ordinal)[1..]);
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            using var response = await _mux.Api.SendAsync(request, MuxTestHost.Cancelled);
            Assert.True(response.IsSuccessStatusCode, $"{method} {path} {body}: {await response.Content.ReadAsStringAsync(MuxTestHost.Cancelled)}");
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Basic d3Jvbmc6d3Jvbmc=")]
    [InlineData("Bearer abc")]
    public async Task Wrong_credentials_get_a_401_in_Muxs_words(string? credentials)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sandbox/mux/video/v1/live-streams");
        request.Headers.Authorization = credentials is null ? null : AuthenticationHeaderValue.Parse(credentials);
        using var response = await _mux.Http.SendAsync(request, MuxTestHost.Cancelled);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        var error = JsonElement.Parse(await response.Content.ReadAsStringAsync(MuxTestHost.Cancelled)).GetProperty("error");
        Assert.Equal("unauthorized", error.Text("type"));
        Assert.Single(error.GetProperty("messages").EnumerateArray());
    }

    [Theory]
    [InlineData("GET", "video/v1/live-streams/nobody")]
    [InlineData("PATCH", "video/v1/live-streams/nobody")]
    [InlineData("DELETE", "video/v1/live-streams/nobody")]
    [InlineData("PUT", "video/v1/live-streams/nobody/complete")]
    [InlineData("PUT", "video/v1/live-streams/nobody/disable")]
    [InlineData("POST", "video/v1/live-streams/nobody/reset-stream-key")]
    [InlineData("GET", "video/v1/live-streams/a%2Fb%3Fc")]
    [InlineData("GET", "video/v1/assets/nobody")]
    [InlineData("DELETE", "video/v1/assets/nobody")]
    [InlineData("GET", "video/v1/playback-ids/nobody")]
    [InlineData("GET", "video/v1/no-such-thing")]
    [InlineData("GET", "system/v1/signing-keys/nobody")]
    public async Task What_does_not_exist_is_a_404_in_Muxs_words(string method, string path)
    {
        var answer = await _mux.SendAsync(new HttpMethod(method), path, expected: HttpStatusCode.NotFound);
        Assert.Equal("not_found", answer.GetProperty("error").Text("type"));
    }

    [Theory]
    [InlineData("""{"reconnect_window":1801}""", "reconnect_window")]
    [InlineData("""{"reconnect_window":"60"}""", "reconnect_window")]
    [InlineData("""{"max_continuous_duration":59}""", "max_continuous_duration")]
    [InlineData("""{"latency_mode":"ultra"}""", "latency_mode")]
    [InlineData("""{"latency_mode":"standard","low_latency":true}""", "latency_mode")]
    [InlineData("""{"playback_policies":["secret"]}""", "playback_policies")]
    [InlineData("""{"new_asset_settings":{"playback_policies":["secret"]}}""", "new_asset_settings.playback_policies")]
    [InlineData("""{"simulcast_targets":[{"stream_key":"x"}]}""", "simulcast_targets.url")]
    [InlineData("""{"playback_policys":["signed"]}""", "playback_policys")]
    [InlineData("[]", "JSON object")]
    [InlineData("{", "not JSON")]
    public async Task Bad_parameters_are_a_400_that_names_them_and_nothing_is_made(string body, string named)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _mux.Api.PostAsync("video/v1/live-streams", content, MuxTestHost.Cancelled);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = JsonElement.Parse(await response.Content.ReadAsStringAsync(MuxTestHost.Cancelled)).GetProperty("error");
        Assert.Equal("invalid_parameters", error.Text("type"));
        Assert.Contains(named, error.GetProperty("messages")[0].GetString(), StringComparison.Ordinal);
        Assert.Empty((await _mux.SendAsync(HttpMethod.Get, "video/v1/live-streams")).EnumerateArray());
    }

    [Fact]
    public async Task A_passthrough_of_256_characters_is_too_long_and_255_are_not()
    {
        await _mux.CreateStreamAsync(new { passthrough = new string('x', 255) });
        await _mux.SendAsync(HttpMethod.Post, "video/v1/live-streams", new { passthrough = new string('x', 256) }, HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("standard", 60)]
    [InlineData("reduced", 0)]
    [InlineData("low", 0)]
    public async Task The_reconnect_window_is_by_default_what_Mux_says_for_the_latency(string latency, int expected) =>
        Assert.Equal(expected, (await _mux.CreateStreamAsync(new { latency_mode = latency })).GetProperty("reconnect_window").GetInt32());

    [Fact]
    public async Task An_update_changes_what_it_names_and_nothing_else()
    {
        var before = await _mux.CreateStreamAsync();
        var path = $"video/v1/live-streams/{before.Text("id")}";
        var after = await _mux.SendAsync(HttpMethod.Patch, path, new { reconnect_window = 120, meta = new { title = "Town hall" } });
        Assert.Equal(120, after.GetProperty("reconnect_window").GetInt32());
        Assert.Equal("Town hall", after.GetProperty("meta").Text("title"));
        Assert.Equal(before.Text("passthrough"), after.Text("passthrough"));
        Assert.Equal(before.GetProperty("new_asset_settings").GetRawText(), after.GetProperty("new_asset_settings").GetRawText());

        Assert.False((await _mux.SendAsync(HttpMethod.Patch, path, new { passthrough = "" })).TryGetProperty("passthrough", out _));
        await _mux.SendAsync(HttpMethod.Patch, path, new { passthrough = "new", reconnect_window = -1 }, HttpStatusCode.BadRequest);
        Assert.False((await _mux.SendAsync(HttpMethod.Get, path)).TryGetProperty("passthrough", out _));
    }

    [Fact]
    public async Task The_latency_cannot_change_while_the_stream_is_active()
    {
        var (id, _) = await _mux.BroadcastAsync(4);
        await _mux.SendAsync(HttpMethod.Patch, $"video/v1/live-streams/{id}", new { latency_mode = "standard" }, HttpStatusCode.BadRequest);
        await _mux.SendAsync(HttpMethod.Patch, $"video/v1/live-streams/{id}", new { latency_mode = "low", reconnect_window = 5 });
    }

    [Fact]
    public async Task Lists_are_newest_first_in_pages_and_by_status()
    {
        var first = (await _mux.CreateStreamAsync()).Text("id");
        var second = (await _mux.CreateStreamAsync()).Text("id");
        var third = (await _mux.CreateStreamAsync()).Text("id");
        await _mux.SendAsync(HttpMethod.Put, $"video/v1/live-streams/{second}/disable");

        Assert.Equal([third, second], await Ids("video/v1/live-streams?limit=2"));
        Assert.Equal([first], await Ids("video/v1/live-streams?limit=2&page=2"));
        Assert.Equal([second], await Ids("video/v1/live-streams?status=disabled"));
        await _mux.SendAsync(HttpMethod.Get, "video/v1/live-streams?limit=0", expected: HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Assets_are_listed_by_live_stream_and_by_cursor()
    {
        var (stream, first) = await _mux.BroadcastAsync(4);
        await _mux.SendAsync(HttpMethod.Put, $"video/v1/live-streams/{stream}/complete");
        var second = (await _mux.EncoderAsync(stream, on: true)).Text("assetId");
        var (_, other) = await _mux.BroadcastAsync(4);
        Assert.Equal([second, first], await Ids($"video/v1/assets?live_stream_id={stream}"));

        using var answer = await _mux.Api.GetAsync("video/v1/assets?limit=2", MuxTestHost.Cancelled);
        var page = JsonElement.Parse(await answer.Content.ReadAsStringAsync(MuxTestHost.Cancelled));
        Assert.Equal([other, second], page.GetProperty("data").EnumerateArray().Select(x => x.Text("id")));
        Assert.Equal([first], await Ids($"video/v1/assets?limit=2&cursor={page.Text("next_cursor")}"));
    }

    [Fact]
    public async Task A_reset_gives_another_stream_key_and_a_deleted_stream_is_gone()
    {
        var stream = await _mux.CreateStreamAsync();
        var path = $"video/v1/live-streams/{stream.Text("id")}";
        var reset = await _mux.SendAsync(HttpMethod.Post, path + "/reset-stream-key", expected: HttpStatusCode.Created);
        Assert.NotEqual(stream.Text("stream_key"), reset.Text("stream_key"));
        await _mux.SendAsync(HttpMethod.Delete, path, expected: HttpStatusCode.NoContent);
        await _mux.SendAsync(HttpMethod.Get, path, expected: HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_playback_id_leads_to_its_owner_until_it_is_deleted()
    {
        var stream = (await _mux.CreateStreamAsync()).Text("id");
        var path = $"video/v1/live-streams/{stream}/playback-ids";
        var made = await _mux.SendAsync(HttpMethod.Post, path, new { policy = "public" }, HttpStatusCode.Created);
        Assert.Equal("public", made.Text("policy"));
        var owner = await _mux.SendAsync(HttpMethod.Get, $"video/v1/playback-ids/{made.Text("id")}");
        Assert.Equal(("live_stream", stream), (owner.GetProperty("object").Text("type"), owner.GetProperty("object").Text("id")));

        await _mux.SendAsync(HttpMethod.Post, path, new { policy = "secret" }, HttpStatusCode.BadRequest);
        await _mux.SendAsync(HttpMethod.Delete, $"{path}/{made.Text("id")}", expected: HttpStatusCode.NoContent);
        await _mux.SendAsync(HttpMethod.Get, $"video/v1/playback-ids/{made.Text("id")}", expected: HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Simulcast_targets_come_and_go_only_while_the_stream_is_idle()
    {
        var stream = (await _mux.CreateStreamAsync()).Text("id");
        var path = $"video/v1/live-streams/{stream}/simulcast-targets";
        var target = await _mux.SendAsync(HttpMethod.Post, path, new { url = "rtmp://live.example.com/app", stream_key = "abc" }, HttpStatusCode.Created);
        Contract.Mux.Value("SimulcastTarget", target);
        await _mux.EncoderAsync(stream, on: true);
        await _mux.SendAsync(HttpMethod.Delete, $"{path}/{target.Text("id")}", expected: HttpStatusCode.BadRequest);
        await _mux.SendAsync(HttpMethod.Put, $"video/v1/live-streams/{stream}/complete");
        await _mux.SendAsync(HttpMethod.Delete, $"{path}/{target.Text("id")}", expected: HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_signing_keys_private_half_is_given_out_once()
    {
        var made = await _mux.SendAsync(HttpMethod.Post, "system/v1/signing-keys", expected: HttpStatusCode.Created);
        Contract.Mux.Value("SigningKey", made);
        Assert.StartsWith("-----BEGIN RSA PRIVATE KEY-----", Encoding.UTF8.GetString(Convert.FromBase64String(made.Text("private_key"))), StringComparison.Ordinal);
        var listed = await _mux.SendAsync(HttpMethod.Get, "system/v1/signing-keys");
        Assert.Equal([made.Text("id"), _mux.Settings["Mux:SigningKeyId"]], listed.EnumerateArray().Select(x => x.Text("id")));
        Assert.DoesNotContain("private_key", listed.GetRawText(), StringComparison.Ordinal);
        await _mux.SendAsync(HttpMethod.Delete, $"system/v1/signing-keys/{made.Text("id")}", expected: HttpStatusCode.NoContent);
        await _mux.SendAsync(HttpMethod.Get, $"system/v1/signing-keys/{made.Text("id")}", expected: HttpStatusCode.NotFound);
    }

    private async Task<IEnumerable<string>> Ids(string path) => (await _mux.SendAsync(HttpMethod.Get, path)).EnumerateArray().Select(x => x.Text("id"));
}

using System.Net;
using System.Text.Json;
using Webinars.Adapters.Tests.Contracts;
using Webinars.Adapters.Tests.Sandbox;
using Webinars.Streaming;

namespace Webinars.Adapters.Tests.Mux;

/// <summary>Every request that the adapter sends, against the vendor's contract and what its official clients were seen to send.</summary>
public class MuxRequestTests
{
    private static readonly SimulcastTarget Target = new("rtmps://else.example/app", "SENTINEL-TARGET", "else");

    /// <summary>The setting <c>Mux:Client</c>.</summary>
    protected virtual string Client => "Rest";

    [Fact]
    public async Task Every_request_is_one_that_an_official_client_makes_too()
    {
        using var mux = Mux();
        await Everything(mux);
        var official = Recording.Read("mux-csharp", "mux-node").Select(one => one.Call(Contract.Mux)).ToHashSet();
        Assert.Equal(11, mux.Calls.Count);
        Assert.All(mux.Calls, call => Assert.Contains($"{call.Method} {Contract.Mux.Template(call.Method, call.Path)}", official));
    }

    [Fact]
    public async Task Every_request_fits_the_contract()
    {
        using var mux = Mux(("Mux:CaptionsLanguage", "de"), ("Mux:SlateUrl", "https://example.com/slate.png"));
        await Everything(mux);
        Assert.Equal(2, mux.Calls.Count(call => call.Body.Length > 0));
        Assert.All(mux.Calls, call => Contract.Mux.Request(call.Method, call.Path, call.Body));
    }

    [Fact]
    public async Task A_new_stream_is_asked_for_with_all_that_must_always_be_said()
    {
        using var mux = Mux();
        var webinar = Guid.NewGuid();
        await mux.Video.Create(webinar, new StreamTimes(), default);
        var expected = JsonElement.Parse($$"""
            {"playback_policies":["signed"],"new_asset_settings":{"playback_policies":["signed"],"passthrough":"{{webinar}}"},"latency_mode":"low",
             "reconnect_window":120,"use_slate_for_standard_latency":true,"max_continuous_duration":43200,"passthrough":"{{webinar}}"}
            """);
        var sent = JsonElement.Parse(mux.Calls[0].Body);
        Assert.True(Client == "Rest" ? JsonElement.DeepEquals(expected, sent) : Holds(sent, expected), mux.Calls[0].Body);
    }

    [Fact]
    public async Task That_a_lost_encoder_is_not_waited_for_is_said_too()
    {
        using var mux = Mux();
        await mux.Video.Create(Guid.NewGuid(), new StreamTimes { ReconnectWindow = TimeSpan.Zero }, default);
        Assert.Equal(0, JsonElement.Parse(mux.Calls[0].Body).GetProperty("reconnect_window").GetDouble());
    }

    [Fact]
    public async Task Captions_slate_and_latency_are_settings()
    {
        using var mux = Mux(("Mux:CaptionsLanguage", "de"), ("Mux:SlateUrl", "https://example.com/slate.png"), ("Mux:LatencyMode", "standard"));
        await mux.Video.Create(Guid.NewGuid(), new StreamTimes(), default);
        var sent = JsonElement.Parse(mux.Calls[0].Body);
        Assert.Equal("""[{"name":"de","language_code":"de"}]""", sent.GetProperty("generated_subtitles").ToString());
        Assert.Equal(("https://example.com/slate.png", "standard"), (sent.Text("reconnect_slate_url"), sent.Text("latency_mode")));
    }

    [Fact]
    public async Task Ids_cannot_leave_their_place_in_the_path()
    {
        using var mux = Mux();
        await mux.Video.Get("a/b?c", default);
        Assert.Equal("/video/v1/live-streams/a%2Fb%3Fc", mux.Calls[0].Path);
    }

    [Fact]
    public async Task A_stream_is_completed_before_it_is_disabled_also_where_there_is_nothing_to_complete()
    {
        foreach (var status in new[] { HttpStatusCode.OK, HttpStatusCode.BadRequest })
        {
            using var mux = Mux();
            mux.Answer = call => MuxAdapter.Says(call.Path.EndsWith("/complete", StringComparison.Ordinal) ? status : HttpStatusCode.OK, """{"data":{}}""");
            await mux.Video.Close("LS1", default);
            Assert.Equal(["/video/v1/live-streams/LS1/complete", "/video/v1/live-streams/LS1/disable"], mux.Calls.Select(call => call.Path));
        }
    }

    [Fact]
    public async Task Nothing_that_is_logged_holds_a_key_whatever_the_vendor_answers()
    {
        using var mux = Mux();
        await Everything(mux);
        mux.Answer = _ => MuxAdapter.Says(HttpStatusCode.BadRequest, MuxAdapter.Stream);
        var error = await Assert.ThrowsAsync<VendorException>(() => mux.Video.AddTarget("LS1", Target, default));
        Assert.Equal(Client == "Rest", mux.Log.Contains("LS1", StringComparison.Ordinal));
        Assert.DoesNotContain("SENTINEL", mux.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String("id:SENTINEL-SECRET"u8), mux.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("SENTINEL", error.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A package says more than it was told.</summary>
    private static bool Holds(JsonElement json, JsonElement expected) => expected.ValueKind is not JsonValueKind.Object
        ? JsonElement.DeepEquals(json, expected)
        : expected.EnumerateObject().All(member => json.TryGetProperty(member.Name, out var there) && Holds(there, member.Value));

    private MuxAdapter Mux(params (string Name, string Value)[] settings) => new([("Mux:Client", Client), .. settings]);

    private static async Task Everything(MuxAdapter mux)
    {
        await mux.Video.Create(Guid.NewGuid(), new StreamTimes(), default);
        await mux.Video.Get("LS1", default);
        await mux.Video.ResetKey("LS1", default);
        await mux.Video.Close("LS1", default);
        await mux.Video.Reopen("LS1", default);
        await mux.Video.AddTarget("LS1", Target, default);
        await mux.Video.RemoveTarget("LS1", "ST1", default);
        await mux.Video.Delete("LS1", default);
        await mux.Recordings.Get("as1", default);
        await mux.Recordings.Get("as2", default);
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Webinars.Adapters.Mux;
using Webinars.Adapters.Tests.Contracts;
using Webinars.Adapters.Tests.Sandbox;
using Webinars.Core.Tests;
using Webinars.Replaying;
using Webinars.Scheduling;
using Webinars.Streaming;

namespace Webinars.Adapters.Tests.Mux;

/// <summary>Lifecycle messages as Mux sends them, in any order.</summary>
public sealed class MuxLifecycleTests
{
    private const string Secret = "secret";
    private static readonly string[] OfABroadcast = ["live_stream.connected", "live_stream.active", "live_stream.disconnected", "live_stream.idle", "asset.live_stream_completed"];
    private static readonly string[] OfAReturn = ["live_stream.connected", "live_stream.active", "live_stream.disconnected", "live_stream.connected", "live_stream.active"];

    /// <summary>What we take notice of; all others of the contract are left alone on purpose.</summary>
    private static readonly string[] Heard =
    [
        "video.asset.live_stream_completed", "video.asset.ready", "video.live_stream.active", "video.live_stream.connected", "video.live_stream.deleted",
        "video.live_stream.disabled", "video.live_stream.disconnected", "video.live_stream.idle",
    ];

    [Theory]
    [InlineData("draft", WebinarStatus.Draft)]
    [InlineData("scheduled", WebinarStatus.Scheduled)]
    [InlineData("live", WebinarStatus.Interrupted)]
    [InlineData("ended", WebinarStatus.Replay)]
    [InlineData("cancelled", WebinarStatus.Cancelled)]
    public async Task All_orders_of_the_five_messages_of_a_broadcast_end_in_the_same_state(string before, WebinarStatus after)
    {
        var ends = new HashSet<string>();
        foreach (var order in Orders([0, 1, 2, 3, 4]))
        {
            foreach (var secondsApart in new[] { 0, 1 })
            {
                var (house, webinar) = await Begun(before);
                await Send(house, webinar, OfABroadcast, order, secondsApart);
                ends.Add(await End(house, webinar));
            }
        }

        Assert.Equal([$"{after} Idle finished:True"], ends);
    }

    [Theory]
    [InlineData("scheduled", WebinarStatus.Scheduled)]
    [InlineData("starting", WebinarStatus.Live)]
    [InlineData("live", WebinarStatus.Live)]
    public async Task All_orders_of_five_messages_of_an_encoder_that_came_back_end_in_the_same_state(string before, WebinarStatus after)
    {
        var ends = new HashSet<string>();
        foreach (var order in Orders([0, 1, 2, 3, 4]))
        {
            var (house, webinar) = await Begun(before);
            await Send(house, webinar, OfAReturn, order, secondsApart: 1);
            ends.Add(await End(house, webinar));
        }

        Assert.Equal([$"{after} Active finished:"], ends);
    }

    [Fact]
    public void Every_event_of_the_contract_is_heard_or_left_alone_on_purpose()
    {
        Assert.Subset(Contract.Mux.WebhookTypes.ToHashSet(), Heard.ToHashSet());
        Assert.Equal(Heard, Contract.Mux.WebhookTypes.Where(type => MuxEvents.Read(JsonElement.Parse(Body(type[6..], "LS1", House.Noon, 1))) is not null).Order());
    }

    [Theory]
    [InlineData("05.video.live_stream.active", StreamState.Active)]
    [InlineData("02.video.live_stream.connected", StreamState.Connected)]
    [InlineData("07.video.live_stream.disconnected", StreamState.Disconnected)]
    [InlineData("08.video.live_stream.idle", StreamState.Idle)]
    [InlineData("13.video.live_stream.disabled", StreamState.Idle)]
    [InlineData("16.video.live_stream.deleted", StreamState.Idle)]
    public void The_vendors_samples_say_what_they_say(string sample, StreamState state)
    {
        var signal = Assert.IsType<StreamSignal>(MuxEvents.Read(ContractFolder.Webhook($"mux.{sample}"))!.Value.Signal);
        Assert.Equal((state, "QrikEQpEXp3RvklQSHyHSYOakQkXlRId"), (signal.State, signal.StreamId));
    }

    [Fact]
    public void A_slate_is_no_part_of_what_was_recorded_and_a_public_recording_is_not_ours()
    {
        var body = Body("asset.ready", "LS1", House.Noon, 1);
        var slate = body.Replace("\"content\"", "\"slate\"", StringComparison.Ordinal);
        Assert.Single(Assert.IsType<RecordingSignal>(MuxEvents.Read(JsonElement.Parse(body))!.Value.Signal).Asset.Pieces);
        Assert.Empty(Assert.IsType<RecordingSignal>(MuxEvents.Read(JsonElement.Parse(slate))!.Value.Signal).Asset.Pieces);
        Assert.Null(MuxEvents.Read(JsonElement.Parse(body.Replace("\"signed\"", "\"public\"", StringComparison.Ordinal))));
    }

    private static async Task<(House House, Webinar Webinar)> Begun(string status)
    {
        var house = new House();
        switch (status)
        {
            case "draft":
                var draft = await house.Schedule.Run(house.Draft, house.Host, null, default);
                await house.Provision.Run(draft.Id, house.Host, default);
                return (house, draft);
            case "starting":
                var starting = await house.Provisioned();
                return (house, await house.GoLive.Run(starting.Id, house.Host, default));
            case "cancelled":
                var cancelled = await house.Provisioned();
                return (house, await house.Cancel.Run(cancelled.Id, house.Host, default));
            default:
                return (house, await (status switch { "live" => house.Live(), "ended" => house.Ended(), _ => house.Provisioned() }));
        }
    }

    private static async Task Send(House house, Webinar webinar, string[] types, int[] order, int secondsApart)
    {
        var webhook = new MuxWebhook(Options.Create(new MuxOptions { WebhookSecret = Secret }), house.Signal, house.Replay, house.Time, NullLogger<MuxWebhook>.Instance);
        var stream = (await house.Streams.Get(webinar.Id, default))!.StreamId;

        // After what the house has heard already; every message comes twice.
        var began = House.Noon.AddMinutes(1);
        foreach (var i in order.Concat(order))
        {
            var body = Encoding.UTF8.GetBytes(Body(types[i], stream, began.AddSeconds(i * secondsApart), i));
            var seconds = house.Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            byte[] signed = [.. Encoding.UTF8.GetBytes($"{seconds}."), .. body];
            var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), signed);
            Assert.True(await webhook.Receive(body, _ => $"t={seconds},v1={Convert.ToHexStringLower(mac)}", default));
        }
    }

    private static async Task<string> End(House house, Webinar webinar)
    {
        var assets = (await house.Recordings.Get(webinar.Id, default))?.Assets;
        Assert.InRange(assets?.Count ?? 0, 0, 1);
        return $"{(await house.Now(webinar)).Status} {(await house.Streams.Get(webinar.Id, default))!.State} finished:{assets?[0].Finished}";
    }

    private static string Body(string type, string stream, DateTimeOffset at, int number) => JsonSerializer.Serialize(new
    {
        type = $"video.{type}",
        id = $"event-{number}",
        created_at = at,
        data = type.StartsWith("asset.", StringComparison.Ordinal)
            ? (object)new
            {
                id = "asset",
                live_stream_id = stream,
                status = "ready",
                playback_ids = new[] { new { policy = "signed", id = "playback" } },
                recording_times = new[] { new { type = "content", started_at = new { seconds = House.Noon.ToUnixTimeSeconds(), nanos = 0 }, duration = 1800.0 } },
            }
            : new { id = stream, stream_key = "SENTINEL-KEY", status = "idle" },
    });

    private static IEnumerable<int[]> Orders(int[] items) => items.Length == 0
        ? [[]]
        : items.SelectMany(first => Orders([.. items.Where(item => item != first)]).Select(rest => (int[])[first, .. rest]));
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Webinars.Adapters.Mux;
using Webinars.Adapters.Tests.Contracts;
using Webinars.Adapters.Tests.Sandbox;
using Webinars.Core.Tests;
using Webinars.Scheduling;

namespace Webinars.Adapters.Tests.Mux;

/// <summary>The vendor's own sample messages of one broadcast, signed, in every order.</summary>
public sealed class MuxSampleOrderTests
{
    private const string Secret = "secret";
    private static readonly string[] Lifecycle =
        ["02.video.live_stream.connected", "04.video.live_stream.recording", "05.video.live_stream.active", "07.video.live_stream.disconnected", "08.video.live_stream.idle"];

    private static readonly string[] Recording = ["06.video.asset.ready", "09.video.asset.live_stream_completed"];

    /// <summary>Every house asks for the same few.</summary>
    private static readonly ConcurrentDictionary<(string Sample, string Stream, string Seconds), (byte[] Body, string Signature)> Signed = new();

    [Theory]
    [InlineData(false, WebinarStatus.Interrupted)]
    [InlineData(true, WebinarStatus.Ended)]
    public async Task All_120_orders_of_the_five_messages_of_the_stream_each_sent_twice_end_in_the_same_state(bool over, WebinarStatus after)
    {
        var ends = new HashSet<string>();
        var orders = Orders([.. Enumerable.Range(0, 5)]).ToList();
        Assert.Equal(120, orders.Count);
        foreach (var order in orders)
        {
            var (house, webinar) = await Begun(over);
            await Send(house, webinar, Lifecycle, order.Concat(order));
            ends.Add(await End(house, webinar));
        }

        Assert.Equal([$"{after} Idle "], ends);
    }

    [Fact]
    public async Task All_5040_orders_of_these_and_the_two_of_the_recording_end_in_the_same_state()
    {
        var ends = new HashSet<string>();
        var orders = Orders([.. Enumerable.Range(0, 7)]).ToList();
        Assert.Equal(5040, orders.Count);
        foreach (var order in orders)
        {
            var (house, webinar) = await Begun(over: true);
            await Send(house, webinar, [.. Lifecycle, .. Recording], order);
            ends.Add(await End(house, webinar));
        }

        Assert.Equal([$"{WebinarStatus.Replay} Idle finished"], ends);
    }

    private static async Task<(House House, Webinar Webinar)> Begun(bool over)
    {
        var house = new House();
        return (house, await (over ? house.Ended() : house.Live()));
    }

    private static async Task Send(House house, Webinar webinar, string[] samples, IEnumerable<int> order)
    {
        var webhook = new MuxWebhook(Options.Create(new MuxOptions { WebhookSecret = Secret }), house.Signal, house.Replay, house.Time, NullLogger<MuxWebhook>.Instance);
        var stream = (await house.Streams.Get(webinar.Id, default))!.StreamId;
        var seconds = house.Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        foreach (var i in order)
        {
            var (body, signature) = Signed.GetOrAdd((samples[i], stream, seconds), Sign);
            Assert.True(await webhook.Receive(body, _ => signature, default));
        }
    }

    private static (byte[] Body, string Signature) Sign((string Sample, string Stream, string Seconds) message)
    {
        var body = Body(message.Sample, message.Stream);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{message.Seconds}."), .. body];
        return (body, $"t={message.Seconds},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), signed))}");
    }

    /// <summary>The sample as it is but for whose stream it is and for the day: the house lives in another year.</summary>
    private static byte[] Body(string sample, string stream) => Encoding.UTF8.GetBytes(ContractFolder.Webhook($"mux.{sample}").GetRawText()
        .Replace("QrikEQpEXp3RvklQSHyHSYOakQkXlRId", stream, StringComparison.Ordinal)
        .Replace("2026-01-01T10:", "2027-03-01T13:", StringComparison.Ordinal)
        .Replace("1767261663", House.Noon.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));

    private static async Task<string> End(House house, Webinar webinar)
    {
        var asset = (await house.Recordings.Get(webinar.Id, default))?.Assets.Single();
        return $"{(await house.Now(webinar)).Status} {(await house.Streams.Get(webinar.Id, default))!.State} {(asset is null ? "" : asset.Finished ? "finished" : "unfinished")}";
    }

    private static IEnumerable<int[]> Orders(int[] items) => items.Length == 0
        ? [[]]
        : items.SelectMany(first => Orders([.. items.Where(item => item != first)]).Select(rest => (int[])[first, .. rest]));
}

using Webinars.Scheduling;
using Webinars.Streaming;

namespace Webinars.Core.Tests;

/// <summary>Going live and what the vendor's signals mean for it.</summary>
public class StreamingTests
{
    private readonly House _house = new();

    [Fact]
    public async Task Go_live_waits_for_the_picture()
    {
        var webinar = await _house.Provisioned();
        var starting = await _house.GoLive.Run(webinar.Id, _house.Host, default);
        Assert.Equal((WebinarStatus.Starting, null), (starting.Status, starting.WentLiveAt));

        _house.Time.Advance(TimeSpan.FromSeconds(20));
        await _house.Hears(webinar, StreamState.Active);
        var live = await _house.Now(webinar);
        Assert.Equal((WebinarStatus.Live, House.Noon.AddSeconds(20)), (live.Status, live.WentLiveAt));
    }

    [Fact]
    public async Task The_picture_waits_for_go_live()
    {
        var webinar = await _house.Provisioned();
        await _house.Hears(webinar, StreamState.Active);
        _house.Time.Advance(TimeSpan.FromMinutes(5));
        var live = await _house.GoLive.Run(webinar.Id, _house.Host, default);
        Assert.Equal((WebinarStatus.Live, House.Noon.AddMinutes(5)), (live.Status, live.WentLiveAt));
    }

    [Fact]
    public async Task Go_live_gives_a_webinar_its_stream_if_it_has_none()
    {
        var webinar = await _house.Scheduled();
        await _house.GoLive.Run(webinar.Id, _house.Host, default);
        Assert.NotNull(await _house.Streams.Get(webinar.Id, default));
    }

    [Fact]
    public async Task Go_live_changes_nothing_while_the_vendor_does_not_answer()
    {
        var webinar = await _house.Scheduled();
        _house.Video.Answers = false;
        Assert.Equal("busy", await Refused.Code(() => _house.GoLive.Run(webinar.Id, _house.Host, default)));
        Assert.Equal(webinar, await _house.Now(webinar));
    }

    [Fact]
    public async Task A_lost_picture_is_no_picture_for_go_live()
    {
        var webinar = await _house.Provisioned();
        await _house.Hears(webinar, StreamState.Active);
        await _house.Hears(webinar, StreamState.Disconnected, House.Noon.AddSeconds(1));
        Assert.Equal(WebinarStatus.Starting, (await _house.GoLive.Run(webinar.Id, _house.Host, default)).Status);
    }

    [Fact]
    public async Task Go_live_can_be_taken_back_until_the_picture_is_there()
    {
        var webinar = await _house.Provisioned();
        await _house.GoLive.Run(webinar.Id, _house.Host, default);
        Assert.Equal(WebinarStatus.Scheduled, (await _house.GoLive.TakeBack(webinar.Id, _house.Host, default)).Status);
        await _house.Hears(webinar, StreamState.Active);
        Assert.Equal(WebinarStatus.Scheduled, (await _house.Now(webinar)).Status);

        await _house.GoLive.Run(webinar.Id, _house.Host, default);
        Assert.Equal("wrong-state", await Refused.Code(() => _house.GoLive.TakeBack(webinar.Id, _house.Host, default)));
    }

    [Fact]
    public async Task A_draft_does_not_go_live()
    {
        var draft = await _house.Schedule.Run(_house.Draft, _house.Host, null, default);
        Assert.Equal("wrong-state", await Refused.Code(() => _house.GoLive.Run(draft.Id, _house.Host, default)));
    }

    [Theory]
    [InlineData(StreamState.Idle)]
    [InlineData(StreamState.Connected)]
    [InlineData(StreamState.Active)]
    [InlineData(StreamState.Disconnected)]
    public async Task A_signal_alone_never_makes_a_webinar_public(StreamState state)
    {
        foreach (var webinar in new[] { await _house.Schedule.Run(_house.Draft, _house.Host, null, default), await _house.Scheduled() })
        {
            await _house.Provision.Run(webinar.Id, _house.Host, default);
            await _house.Hears(webinar, state);
            Assert.Equal(webinar, await _house.Now(webinar));
        }
    }

    [Theory]
    [InlineData(StreamState.Disconnected)]
    [InlineData(StreamState.Idle)]
    public async Task A_signal_alone_never_ends_a_webinar(StreamState state)
    {
        var webinar = await _house.Live();
        await _house.Hears(webinar, state, House.Noon.AddSeconds(1));
        var interrupted = await _house.Now(webinar);
        Assert.Equal((WebinarStatus.Interrupted, House.Noon + _house.Times.Grace), (interrupted.Status, interrupted.Until));
    }

    [Fact]
    public async Task The_picture_comes_back_into_the_same_webinar()
    {
        var webinar = await _house.Live();
        await _house.Hears(webinar, StreamState.Disconnected, House.Noon.AddSeconds(1));
        _house.Time.Advance(TimeSpan.FromMinutes(1));
        await _house.Hears(webinar, StreamState.Connected);
        Assert.Equal(WebinarStatus.Interrupted, (await _house.Now(webinar)).Status);
        await _house.Hears(webinar, StreamState.Active, _house.Time.GetUtcNow().AddSeconds(1));
        var live = await _house.Now(webinar);
        Assert.Equal((WebinarStatus.Live, null, House.Noon), (live.Status, live.Until, live.WentLiveAt));
    }

    [Fact]
    public async Task In_whatever_order_signals_arrive_the_last_word_is_the_newest()
    {
        foreach (var order in Permutations([0, 1, 2, 3]))
        {
            foreach (var before in new[] { await _house.Provisioned(), await _house.Live() })
            {
                var states = new[] { StreamState.Connected, StreamState.Active, StreamState.Disconnected, StreamState.Idle };
                foreach (var i in order)
                {
                    await _house.Hears(before, states[i], House.Noon.AddSeconds(i + 1));
                }

                var lasting = before.Status is WebinarStatus.Live ? WebinarStatus.Interrupted : WebinarStatus.Scheduled;
                Assert.Equal(lasting, (await _house.Now(before)).Status);
                Assert.Equal(StreamState.Idle, (await _house.Streams.Get(before.Id, default))!.State);
                Assert.Equal(StreamState.Idle, (await _house.Rooms.Open(before.Id)).State.Stream);
            }
        }
    }

    [Fact]
    public async Task In_whatever_order_the_first_signals_arrive_a_webinar_that_waits_goes_live()
    {
        foreach (var connectedFirst in new[] { true, false })
        {
            var webinar = await _house.Provisioned();
            await _house.GoLive.Run(webinar.Id, _house.Host, default);
            await _house.Hears(webinar, connectedFirst ? StreamState.Connected : StreamState.Active, House.Noon.AddSeconds(connectedFirst ? 1 : 2));
            await _house.Hears(webinar, connectedFirst ? StreamState.Active : StreamState.Connected, House.Noon.AddSeconds(connectedFirst ? 2 : 1));
            Assert.Equal(WebinarStatus.Live, (await _house.Now(webinar)).Status);
            Assert.Equal(StreamState.Active, (await _house.Streams.Get(webinar.Id, default))!.State);
        }
    }

    [Fact]
    public async Task A_picture_that_was_lost_already_does_not_make_a_waiting_webinar_live()
    {
        var webinar = await _house.Provisioned();
        await _house.GoLive.Run(webinar.Id, _house.Host, default);
        await _house.Hears(webinar, StreamState.Disconnected, House.Noon.AddSeconds(2));
        await _house.Hears(webinar, StreamState.Active, House.Noon.AddSeconds(1));
        Assert.Equal(WebinarStatus.Starting, (await _house.Now(webinar)).Status);
    }

    [Fact]
    public async Task A_repeated_signal_does_nothing()
    {
        var webinar = await _house.Live();
        var lost = await _house.SignalOf(webinar, StreamState.Disconnected, House.Noon.AddSeconds(1));
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => _house.Signal.Run("vendor", "lost", lost, default))));
        var (interrupted, head) = (await _house.Now(webinar), await _house.Log.Head(webinar.Id, default));
        _house.Time.Advance(TimeSpan.FromMinutes(5));
        await _house.Signal.Run("vendor", "lost", lost, default);
        Assert.Equal((interrupted, head), (await _house.Now(webinar), await _house.Log.Head(webinar.Id, default)));
    }

    [Fact]
    public async Task A_late_signal_changes_nothing()
    {
        var webinar = await _house.Live();
        await _house.Hears(webinar, StreamState.Disconnected, House.Noon.AddSeconds(-1));
        Assert.Equal(WebinarStatus.Live, (await _house.Now(webinar)).Status);
        Assert.Equal(StreamState.Active, (await _house.Streams.Get(webinar.Id, default))!.State);
    }

    [Fact]
    public async Task What_has_ended_is_never_resurrected()
    {
        var ended = await _house.Ended();
        foreach (var state in Enum.GetValues<StreamState>().Append(StreamState.Active))
        {
            _house.Time.Advance(TimeSpan.FromSeconds(1));
            await _house.Hears(ended, state);
            Assert.Equal(ended with { Version = 0 }, await _house.Now(ended) with { Version = 0 });
        }

        Assert.Equal("wrong-state", await Refused.Code(() => _house.GoLive.Run(ended.Id, _house.Host, default)));
    }

    [Fact]
    public async Task A_signal_of_a_stream_that_is_not_ours_is_no_trouble() =>
        await _house.Signal.Run("vendor", "event", new StreamSignal("somebody-elses", StreamState.Active, House.Noon), default);

    [Fact]
    public async Task Go_live_and_the_picture_at_the_same_moment_make_it_live_once()
    {
        var house = new House(new StoreUnderLoad(new MemoryStore()));
        for (var round = 0; round < 500; round++)
        {
            var webinar = await house.Provisioned();
            var signal = await house.SignalOf(webinar, StreamState.Active, House.Noon);
            await Task.WhenAll(Task.Run(() => house.GoLive.Run(webinar.Id, house.Host, default)), Task.Run(() => Hear(signal, afterSteps: round % 25)));
            var live = await house.Now(webinar);
            Assert.Equal((WebinarStatus.Live, House.Noon), (live.Status, live.WentLiveAt));
            Assert.Single(await house.Told<StatusChanged>(webinar), told => told.Status is WebinarStatus.Live);
        }

        // Every step of Go live lets others go first: so the signal meets each of them.
        async Task Hear(StreamSignal signal, int afterSteps)
        {
            for (var step = 0; step < afterSteps; step++)
            {
                await Task.Yield();
            }

            await house.Signal.Run("vendor", signal.StreamId, signal, default);
        }
    }

    private static IEnumerable<int[]> Permutations(int[] items) => items.Length == 0
        ? [[]]
        : items.SelectMany(first => Permutations([.. items.Where(item => item != first)]).Select(rest => (int[])[first, .. rest]));
}

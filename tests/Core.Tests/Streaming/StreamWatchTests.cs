using Webinars.Scheduling;
using Webinars.Streaming;

namespace Webinars.Core.Tests;

/// <summary>The stream at the vendor, and what only the clock asks for.</summary>
public class StreamWatchTests
{
    private readonly House _house = new();

    [Fact]
    public async Task Go_live_without_a_picture_is_taken_back_after_ten_minutes()
    {
        var webinar = await _house.Provisioned();
        await _house.GoLive.Run(webinar.Id, _house.Host, default);
        await Pass(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.Equal(WebinarStatus.Starting, (await _house.Now(webinar)).Status);
        await Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(WebinarStatus.Scheduled, (await _house.Now(webinar)).Status);
    }

    [Fact]
    public async Task What_was_lost_ends_when_the_grace_time_is_over()
    {
        var webinar = await _house.Live();
        await _house.Hears(webinar, StreamState.Disconnected, House.Noon.AddSeconds(1));
        await Pass(_house.Times.Grace - TimeSpan.FromSeconds(1));
        Assert.Equal(WebinarStatus.Interrupted, (await _house.Now(webinar)).Status);
        await Pass(TimeSpan.FromSeconds(1));
        var ended = await _house.Now(webinar);
        Assert.Equal((WebinarStatus.Ended, House.Noon + _house.Times.Grace), (ended.Status, ended.EndedAt));
        Assert.Null((await _house.Told<StatusChanged>(webinar))[^1].By);
        Assert.Single(_house.Video.Closed);
    }

    [Fact]
    public async Task However_many_are_on_before_it_none_is_forgotten()
    {
        var all = new List<Webinar>();
        for (var i = 0; i < 201; i++)
        {
            all.Add(await _house.Live());
        }

        // They begin at the same time: so in the order of their ids.
        var last = all.MaxBy(webinar => webinar.Id.ToString("N"), StringComparer.Ordinal)!;
        await _house.Hears(last, StreamState.Disconnected, House.Noon.AddSeconds(1));
        await Pass(_house.Times.Grace);
        Assert.Equal(WebinarStatus.Ended, (await _house.Now(last)).Status);
    }

    [Fact]
    public async Task What_came_back_in_time_goes_on()
    {
        var webinar = await _house.Live();
        await _house.Hears(webinar, StreamState.Disconnected, House.Noon.AddSeconds(1));
        await Pass(_house.Times.Grace - TimeSpan.FromSeconds(1));
        await _house.Hears(webinar, StreamState.Active);
        await Pass(TimeSpan.FromHours(1));
        Assert.Equal(WebinarStatus.Live, (await _house.Now(webinar)).Status);
    }

    [Fact]
    public async Task What_comes_back_while_another_is_being_closed_goes_on()
    {
        var (slow, saved) = (await _house.Live(), await _house.Live());
        await _house.Hears(slow, StreamState.Disconnected, House.Noon.AddSeconds(1));
        await _house.Hears(saved, StreamState.Disconnected, House.Noon.AddSeconds(1));
        if (slow.Id.CompareTo(saved.Id) > 0)
        {
            (slow, saved) = (saved, slow);
        }

        _house.Video.WhileClosing = () => _house.Hears(saved, StreamState.Active);
        await Pass(_house.Times.Grace);
        Assert.Equal(WebinarStatus.Ended, (await _house.Now(slow)).Status);
        Assert.Equal(WebinarStatus.Live, (await _house.Now(saved)).Status);
    }

    [Fact]
    public async Task No_webinar_is_live_for_longer_than_the_longest()
    {
        var webinar = await _house.Live();
        await Pass(_house.Times.Longest - TimeSpan.FromSeconds(1));
        Assert.Equal(WebinarStatus.Live, (await _house.Now(webinar)).Status);
        await Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(WebinarStatus.Ended, (await _house.Now(webinar)).Status);
    }

    [Fact]
    public async Task Ending_closes_the_stream_at_the_vendor_once()
    {
        var webinar = await _house.Ended();
        await Pass(TimeSpan.FromMinutes(1));
        Assert.Equal((await _house.Streams.Get(webinar.Id, default))!.StreamId, Assert.Single(_house.Video.Closed));
    }

    [Fact]
    public async Task A_vendor_that_does_not_answer_keeps_nobody_from_ending_and_is_told_later()
    {
        var webinar = await _house.Live();
        _house.Video.Answers = false;
        Assert.Equal(WebinarStatus.Ended, (await _house.End.Run(webinar.Id, _house.Host, default)).Status);
        await Pass(TimeSpan.FromSeconds(2));
        Assert.Empty(_house.Video.Closed);

        _house.Video.Answers = true;
        await Pass(TimeSpan.FromSeconds(2));
        await Pass(TimeSpan.FromSeconds(2));
        Assert.Single(_house.Video.Closed);
    }

    [Fact]
    public async Task A_signal_while_the_stream_is_being_closed_is_no_trouble()
    {
        var webinar = await _house.Live();
        _house.Video.WhileClosing = () => _house.Hears(webinar, StreamState.Idle);
        await _house.End.Run(webinar.Id, _house.Host, default);
        var stream = await _house.Streams.Get(webinar.Id, default);
        Assert.Equal((StreamState.Idle, null), (stream!.State, stream.Owed));
    }

    [Fact]
    public async Task Ending_twice_is_wrong()
    {
        var webinar = await _house.Ended();
        Assert.Equal("wrong-state", await Refused.Code(() => _house.End.Run(webinar.Id, _house.Host, default)));
    }

    [Fact]
    public async Task Many_who_ask_for_the_stream_at_once_get_the_same_one()
    {
        var house = new House(new StoreUnderLoad(new MemoryStore()));
        for (var round = 0; round < 20; round++)
        {
            var webinar = await house.Scheduled();
            var given = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => house.Provision.Run(webinar.Id, house.Host, default))));
            var kept = await house.Streams.Get(webinar.Id, default);
            Assert.All(given, one => Assert.Equal((kept!.StreamId, kept.StreamId), (one.Stream.StreamId, one.Video.Id)));
            Assert.Equal(round + 1, house.Video.Streams.Count);
        }
    }

    [Fact]
    public async Task What_is_over_gets_no_stream()
    {
        var webinar = await _house.Scheduled();
        await _house.Cancel.Run(webinar.Id, _house.Host, default);
        Assert.Equal("wrong-state", await Refused.Code(() => _house.Provision.Run(webinar.Id, _house.Host, default)));
        Assert.Empty(_house.Video.Streams);
    }

    [Fact]
    public async Task A_new_key_replaces_the_old_one()
    {
        var webinar = await _house.Scheduled();
        Assert.Equal("not-found", await Refused.Code(() => _house.Provision.ResetKey(webinar.Id, _house.Host, default)));
        var (_, old) = await _house.Provision.Run(webinar.Id, _house.Host, default);
        var (_, reset) = await _house.Provision.ResetKey(webinar.Id, _house.Host, default);
        Assert.NotEqual(old.StreamKey, reset.StreamKey);
        Assert.Equal(reset.StreamKey, (await _house.Provision.Run(webinar.Id, _house.Host, default)).Video.StreamKey);
    }

    [Fact]
    public async Task The_streams_key_is_never_stored()
    {
        var webinar = await _house.Provisioned();
        await _house.Hears(webinar, StreamState.Active);
        var stored = await _house.Store.Get("stream", webinar.Id.ToString(), default);
        Assert.DoesNotContain(Assert.Single(_house.Video.Streams).StreamKey, stored!.Json, StringComparison.Ordinal);
    }

    private async Task Pass(TimeSpan time)
    {
        _house.Time.Advance(time);
        await _house.WatchStreams.Round(default);
    }
}

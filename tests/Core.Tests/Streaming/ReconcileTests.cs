using Webinars.Replaying;
using Webinars.Scheduling;
using Webinars.Streaming;

namespace Webinars.Core.Tests;

/// <summary>The vendor's messages are lost; it is asked.</summary>
public class ReconcileTests
{
    private readonly House _house = new();

    [Fact]
    public async Task A_lost_picture_that_came_makes_a_waiting_webinar_live_within_a_round()
    {
        var webinar = await Starting();
        await Is(webinar, stream => stream with { State = StreamState.Active, ActiveAssetId = "a" });
        await Round();
        Assert.Equal(WebinarStatus.Live, (await _house.Now(webinar)).Status);
        Assert.Equal(StreamState.Active, (await Stream(webinar)).State);
    }

    [Fact]
    public async Task What_was_heard_already_is_not_said_again()
    {
        var webinar = await _house.Live();
        await Is(webinar, stream => stream with { State = StreamState.Active });
        var head = await _house.Log.Head(webinar.Id, default);
        await Round();
        await Round();
        Assert.Equal(head, await _house.Log.Head(webinar.Id, default));
    }

    [Fact]
    public async Task An_encoder_that_is_gone_for_good_interrupts_it()
    {
        var webinar = await _house.Live();
        await Round();
        Assert.Equal(WebinarStatus.Interrupted, (await _house.Now(webinar)).Status);
    }

    [Fact]
    public async Task A_stream_that_the_vendor_has_lost_is_without_an_encoder()
    {
        var webinar = await _house.Live();
        await _house.Video.Delete((await Stream(webinar)).StreamId, default);
        await Round();
        Assert.Equal(StreamState.Idle, (await Stream(webinar)).State);
        Assert.Equal(WebinarStatus.Interrupted, (await _house.Now(webinar)).Status);
    }

    [Fact]
    public async Task While_the_vendor_waits_for_a_lost_encoder_its_word_is_not_taken_for_a_return()
    {
        var webinar = await Lost();
        await Round();
        Assert.Equal(WebinarStatus.Interrupted, (await _house.Now(webinar)).Status);

        _house.Time.Advance(_house.Times.ReconnectWindow);
        await Round();
        Assert.Equal(WebinarStatus.Live, (await _house.Now(webinar)).Status);
    }

    [Fact]
    public async Task A_recording_that_goes_on_after_the_loss_is_a_return()
    {
        var webinar = await Lost();
        _house.Video.Recordings["a"] = Asset(finished: false, Piece(0, 10), Piece(11, 0));
        await Round();
        Assert.Equal(WebinarStatus.Live, (await _house.Now(webinar)).Status);
    }

    [Fact]
    public async Task A_finished_recording_of_which_nothing_was_heard_becomes_the_replay()
    {
        var webinar = await _house.Ended();
        await Is(webinar, stream => stream with { AssetIds = ["rehearsal", "a"] });
        _house.Video.Recordings["a"] = Asset(finished: false, Piece(0, 30));
        await Round();
        Assert.Equal(WebinarStatus.Ended, (await _house.Now(webinar)).Status);

        _house.Video.Recordings["a"] = Asset(finished: true, Piece(0, 30));
        await Round();
        Assert.Equal(WebinarStatus.Replay, (await _house.Now(webinar)).Status);
    }

    [Fact]
    public async Task The_vendors_own_message_after_it_changes_nothing()
    {
        var webinar = await Starting();
        await Is(webinar, stream => stream with { State = StreamState.Active });
        await Round();
        var (live, head) = (await _house.Now(webinar), await _house.Log.Head(webinar.Id, default));
        await _house.Hears(webinar, StreamState.Active, House.Noon.AddSeconds(1));
        Assert.Equal((live, head), (await _house.Now(webinar), await _house.Log.Head(webinar.Id, default)));
    }

    [Theory]
    [InlineData(-16, false)]
    [InlineData(-15, true)]
    [InlineData(0, true)]
    [InlineData(170, true)]
    [InlineData(190, false)]
    public async Task A_scheduled_webinar_is_asked_about_near_its_start(int minutes, bool asked)
    {
        var webinar = await _house.Provisioned();
        _house.Time.Advance(webinar.StartsAt.AddMinutes(minutes) - House.Noon);
        await Round();
        Assert.Equal(asked, !_house.Video.Asked.IsEmpty);
    }

    [Fact]
    public async Task A_webinar_without_a_stream_costs_no_call()
    {
        var webinar = await _house.Scheduled();
        _house.Time.Advance(webinar.StartsAt - House.Noon);
        await Round();
        Assert.Empty(_house.Video.Asked);
    }

    [Fact]
    public async Task Of_many_those_not_asked_for_longest_come_first_and_all_in_turn()
    {
        var streams = new HashSet<string>();
        for (var i = 0; i < 3 * KeepReconciled.AtOnce; i++)
        {
            streams.Add((await Stream(await Starting())).StreamId);
        }

        _house.Video.Asked.Clear();
        for (var round = 1; round <= 3; round++)
        {
            await Round();
            Assert.Equal(round * KeepReconciled.AtOnce, _house.Video.Asked.Distinct().Count());
            Assert.Equal(round * KeepReconciled.AtOnce, _house.Video.Asked.Count);
        }

        var first = _house.Video.Asked.Take(KeepReconciled.AtOnce).ToHashSet();
        _house.Video.Asked.Clear();
        await Round();
        Assert.Equal(first, _house.Video.Asked.ToHashSet());
    }

    [Fact]
    public async Task A_vendor_that_does_not_answer_ends_the_round_and_the_next_begins_with_another()
    {
        await Starting();
        await Starting();
        VendorFailure[] failures = [new VendorFailure.Transient(), new VendorFailure.RateLimited(TimeSpan.FromSeconds(9)), new VendorFailure.Rejected(401)];
        foreach (var failure in failures)
        {
            _house.Video.Asked.Clear();
            _house.Video.Failure = failure;
            await Round();
            await Round();
            Assert.Equal(2, _house.Video.Asked.Distinct().Count());
            Assert.Equal(2, _house.Video.Asked.Count);
        }
    }

    private static RecordedPiece Piece(int fromMinute, int minutes) => new(House.Noon.AddMinutes(fromMinute), TimeSpan.FromMinutes(minutes));

    private static RecordedAsset Asset(bool finished, params RecordedPiece[] pieces) => new("a", "playback-a", finished, pieces);

    private async Task<Webinar> Starting()
    {
        var webinar = await _house.Provisioned();
        return await _house.GoLive.Run(webinar.Id, _house.Host, default);
    }

    /// <summary>The encoder was lost after ten minutes, and the vendor waits for it.</summary>
    private async Task<Webinar> Lost()
    {
        var webinar = await _house.Live();
        await Is(webinar, stream => stream with { State = StreamState.Active, AssetIds = ["a"], ActiveAssetId = "a" });
        _house.Video.Recordings["a"] = Asset(finished: false, Piece(0, 10));
        _house.Time.Advance(TimeSpan.FromMinutes(10));
        await _house.Hears(webinar, StreamState.Disconnected);
        return webinar;
    }

    private async Task Is(Webinar webinar, Func<VideoStream, VideoStream> changed) => _house.Video.Is((await Stream(webinar)).StreamId, changed);

    private async Task<LiveStream> Stream(Webinar webinar) => (await _house.Streams.Get(webinar.Id, default))!;

    private async Task Round()
    {
        _house.Time.Advance(TimeSpan.FromSeconds(20));
        await _house.Reconcile.Round(default);
    }
}

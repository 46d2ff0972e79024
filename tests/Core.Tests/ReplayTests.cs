using Webinars.Replaying;
using Webinars.Scheduling;
using Webinars.Storage;
using Webinars.Streaming;

namespace Webinars.Core.Tests;

/// <summary>The recording, and who may see what of the picture when.</summary>
public class ReplayTests
{
    private readonly House _house = new();
    private int _signals;

    [Fact]
    public async Task A_recording_that_is_finished_after_the_end_becomes_the_replay()
    {
        var webinar = await _house.Ended();
        await Recorded(webinar, "a", finished: false, Piece(0, 30));
        Assert.Equal(WebinarStatus.Ended, (await _house.Now(webinar)).Status);
        await Recorded(webinar, "a", finished: true, Piece(0, 30));
        Assert.Equal(WebinarStatus.Replay, (await _house.Now(webinar)).Status);
        Assert.Equal(WebinarStatus.Replay, (await _house.Told<StatusChanged>(webinar))[^1].Status);
    }

    [Fact]
    public async Task A_recording_that_was_finished_before_the_end_becomes_the_replay()
    {
        var webinar = await _house.Live();
        await Recorded(webinar, "a", finished: true, Piece(0, 20));
        await _house.WatchRecordings.Round(default);
        Assert.Equal(WebinarStatus.Live, (await _house.Now(webinar)).Status);

        _house.Time.Advance(TimeSpan.FromMinutes(30));
        await _house.End.Run(webinar.Id, _house.Host, default);
        await _house.WatchRecordings.Round(default);
        await _house.WatchRecordings.Round(default);
        Assert.Single(await _house.Told<StatusChanged>(webinar), told => told.Status is WebinarStatus.Replay);
    }

    [Fact]
    public async Task The_recording_of_a_rehearsal_alone_is_no_replay()
    {
        var webinar = await _house.Live();
        await Recorded(webinar, "rehearsal", finished: true, Piece(-60, 30));
        _house.Time.Advance(TimeSpan.FromMinutes(30));
        await _house.End.Run(webinar.Id, _house.Host, default);
        await _house.WatchRecordings.Round(default);
        Assert.Equal(WebinarStatus.Ended, (await _house.Now(webinar)).Status);

        await Recorded(webinar, "live", finished: true, Piece(0, 30));
        Assert.Equal("live", (await _house.Admit.Run(webinar.Id, _house.Guest.Id, default)).PlaybackId);
    }

    [Fact]
    public async Task A_recording_of_which_no_times_are_known_is_better_than_none()
    {
        var webinar = await _house.Ended();
        await Recorded(webinar, "a", finished: true);
        Assert.Equal("a", (await _house.Admit.Run(webinar.Id, _house.Guest.Id, default)).PlaybackId);
    }

    [Fact]
    public async Task The_replay_is_the_recording_that_shows_most_of_the_webinar()
    {
        var webinar = await _house.Ended();
        await Recorded(webinar, "long but a rehearsal", finished: true, Piece(-120, 121));
        await Recorded(webinar, "in two pieces", finished: true, Piece(1, 10), Piece(12, 9));
        await Recorded(webinar, "short", finished: true, Piece(21, 9));
        await Recorded(webinar, "not finished", finished: false, Piece(0, 30));
        Assert.Equal("in two pieces", (await _house.Admit.Run(webinar.Id, _house.Guest.Id, default)).PlaybackId);
    }

    [Fact]
    public async Task Finished_stays_finished_whatever_comes_late()
    {
        var webinar = await _house.Ended();
        await Recorded(webinar, "a", finished: true, Piece(0, 30));
        await Recorded(webinar, "a", finished: false, Piece(0, 1));
        var asset = Assert.Single((await _house.Recordings.Get(webinar.Id, default))!.Assets);
        Assert.Equal((true, TimeSpan.FromMinutes(30)), (asset.Finished, asset.Pieces[0].Duration));
        Assert.Equal(WebinarStatus.Replay, (await _house.Now(webinar)).Status);
    }

    [Fact]
    public async Task The_same_message_twice_is_once()
    {
        var webinar = await _house.Ended();
        var signal = new RecordingSignal("stream1", new RecordedAsset("a", "a", true, [Piece(0, 30)]));
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => _house.Replay.Run("vendor", "event", signal, default))));
        Assert.Single((await _house.Recordings.Get(webinar.Id, default))!.Assets);
        Assert.Single(await _house.Told<StatusChanged>(webinar), told => told.Status is WebinarStatus.Replay);
    }

    [Fact]
    public async Task One_recording_that_cannot_be_read_keeps_no_other_from_being_shown()
    {
        var webinars = new[] { await _house.Live(), await _house.Live(), await _house.Live() };
        foreach (var webinar in webinars)
        {
            await Recorded(webinar, "a", finished: true, Piece(0, 30));
            _house.Time.Advance(TimeSpan.FromMinutes(1));
            await _house.End.Run(webinar.Id, _house.Host, default);
        }

        await _house.Store.Commit(new Batch(new Put("recording", webinars[1].Id.ToString(), "{}", null)), default);
        await _house.WatchRecordings.Round(default);
        Assert.Equal(WebinarStatus.Replay, (await _house.Now(webinars[0])).Status);
        Assert.Equal(WebinarStatus.Replay, (await _house.Now(webinars[2])).Status);
    }

    [Fact]
    public async Task The_end_and_the_finished_recording_at_the_same_moment_give_one_replay()
    {
        var house = new House(new StoreUnderLoad(new MemoryStore()));
        for (var round = 0; round < 50; round++)
        {
            var webinar = await house.Live();
            house.Time.Advance(TimeSpan.FromMinutes(1));
            var streamId = (await house.Streams.Get(webinar.Id, default))!.StreamId;
            var recorded = new RecordedAsset("a", "a", true, [new RecordedPiece(webinar.WentLiveAt!.Value, TimeSpan.FromMinutes(1))]);
            await Task.WhenAll(
                Task.Run(() => house.End.Run(webinar.Id, house.Host, default)),
                Task.Run(() => house.Replay.Run("vendor", $"recorded{round}", new RecordingSignal(streamId, recorded), default)));
            await house.WatchRecordings.Round(default);
            Assert.Single(await house.Told<StatusChanged>(webinar), told => told.Status is WebinarStatus.Replay);
        }
    }

    [Fact]
    public async Task Until_it_is_live_only_the_host_sees_the_picture()
    {
        var webinar = await _house.Provisioned();
        await _house.Hears(webinar, StreamState.Active);
        Assert.Equal("not-live", await Refused.Code(() => _house.Admit.Run(webinar.Id, _house.Guest.Id, default)));
        Assert.Null(await Shown(webinar, _house.Host.Id));
    }

    [Fact]
    public async Task While_it_waits_for_its_picture_attendees_see_nothing()
    {
        var webinar = await _house.Provisioned();
        await _house.GoLive.Run(webinar.Id, _house.Host, default);
        Assert.Equal("not-live", await Refused.Code(() => _house.Admit.Run(webinar.Id, _house.Guest.Id, default)));
    }

    [Fact]
    public async Task While_it_is_live_attendees_see_what_follows_go_live_and_the_host_everything()
    {
        var webinar = await _house.Live();
        _house.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(new Clip(House.Noon, null), await Shown(webinar, _house.Guest.Id));
        Assert.Null(await Shown(webinar, _house.Host.Id));

        await _house.Hears(webinar, StreamState.Disconnected);
        Assert.Equal(new Clip(House.Noon, null), await Shown(webinar, _house.Guest.Id));
    }

    [Fact]
    public async Task The_replay_is_exactly_from_go_live_to_the_end_for_everybody()
    {
        var webinar = await _house.Ended();
        await Recorded(webinar, "a", finished: true, Piece(-10, 60));
        var whole = new Clip(House.Noon, House.Noon.AddMinutes(30)) { Offset = TimeSpan.FromMinutes(10) };
        Assert.Equal(whole, await Shown(webinar, _house.Guest.Id));
        Assert.Equal(whole, await Shown(webinar, _house.Host.Id));
    }

    [Fact]
    public async Task Between_the_end_and_the_replay_nobody_sees_anything()
    {
        var webinar = await _house.Ended();
        Assert.Equal("not-live", await Refused.Code(() => _house.Admit.Run(webinar.Id, _house.Guest.Id, default)));
        Assert.Equal("not-live", await Refused.Code(() => _house.Admit.Run(webinar.Id, _house.Host.Id, default)));
    }

    [Fact]
    public async Task A_draft_is_shown_to_nobody_else()
    {
        var draft = await _house.Schedule.Run(_house.Draft, _house.Host, null, default);
        await _house.Provision.Run(draft.Id, _house.Host, default);
        Assert.Equal("not-found", await Refused.Code(() => _house.Admit.Run(draft.Id, _house.Guest.Id, default)));
        Assert.Null(await Shown(draft, _house.Host.Id));
    }

    [Fact]
    public async Task A_pass_lasts_six_hours()
    {
        var webinar = await _house.Live();
        Assert.Equal(_house.Time.GetUtcNow().AddHours(6), (await _house.Admit.Run(webinar.Id, _house.Guest.Id, default)).ExpiresAt);
    }

    private static RecordedPiece Piece(double fromMinute, double minutes) => new(House.Noon.AddMinutes(fromMinute), TimeSpan.FromMinutes(minutes));

    private async Task<Clip?> Shown(Webinar webinar, Guid person) => _house.Video.Shown(await _house.Admit.Run(webinar.Id, person, default));

    private async Task Recorded(Webinar webinar, string asset, bool finished, params RecordedPiece[] pieces)
    {
        var stream = (await _house.Streams.Get(webinar.Id, default))!;
        await _house.Replay.Run("vendor", $"recorded{++_signals}", new RecordingSignal(stream.StreamId, new RecordedAsset(asset, asset, finished, pieces)), default);
    }
}

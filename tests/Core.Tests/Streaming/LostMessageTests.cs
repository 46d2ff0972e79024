using Webinars.Replaying;
using Webinars.Scheduling;
using Webinars.Streaming;

namespace Webinars.Core.Tests;

/// <summary>A whole webinar of which one kind of message never comes: the reconciler learns what it would have said.</summary>
public sealed class LostMessageTests
{
    private readonly House _house = new();

    /// <summary>What the vendor would send, in order, and how the webinar is within a round after it, whether or not it comes.</summary>
    /// <remarks>Nobody but the message tells of a loss: while the vendor waits for an encoder it says what it said before, until it gives it up.</remarks>
    [Theory]
    [InlineData("nothing", StreamState.Disconnected, WebinarStatus.Interrupted)]
    [InlineData("connected", StreamState.Disconnected, WebinarStatus.Interrupted)]
    [InlineData("active", StreamState.Disconnected, WebinarStatus.Interrupted)]
    [InlineData("disconnected", StreamState.Active, WebinarStatus.Live)]
    [InlineData("idle", StreamState.Disconnected, WebinarStatus.Interrupted)]
    [InlineData("ready", StreamState.Disconnected, WebinarStatus.Interrupted)]
    [InlineData("completed", StreamState.Disconnected, WebinarStatus.Interrupted)]
    [InlineData("everything", StreamState.Active, WebinarStatus.Live)]
    public async Task Every_message_may_be_lost(string lost, StreamState afterLoss, WebinarStatus statusAfterLoss)
    {
        var webinar = await _house.Provisioned();
        await _house.GoLive.Run(webinar.Id, _house.Host, default);

        await Step(webinar, lost, "connected", StreamState.Connected, stream => stream with { State = StreamState.Connected, AssetIds = ["a"], ActiveAssetId = "a" });
        await Is(webinar, StreamState.Connected, WebinarStatus.Starting);
        await Step(webinar, lost, "active", StreamState.Active, stream => stream with { State = StreamState.Active });
        await Is(webinar, StreamState.Active, WebinarStatus.Live);
        await Recorded(webinar, lost, "ready", finished: false);
        Assert.False(Assert.Single((await _house.Recordings.Get(webinar.Id, default))!.Assets).Finished);

        await Step(webinar, lost, "disconnected", StreamState.Disconnected, stream => stream);
        await Is(webinar, afterLoss, statusAfterLoss);
        await Step(webinar, lost, "idle", StreamState.Idle, stream => stream with { State = StreamState.Idle, ActiveAssetId = null });
        await Is(webinar, StreamState.Idle, WebinarStatus.Interrupted);
        await _house.End.Run(webinar.Id, _house.Host, default);
        await Recorded(webinar, lost, "completed", finished: true);
        await Is(webinar, StreamState.Idle, WebinarStatus.Replay);

        // Each change was told once, whoever was first to know of it.
        var told = (await _house.Told<StreamChanged>(webinar)).Select(changed => changed.State).ToList();
        Assert.Equal(told.Distinct(), told);
    }

    private async Task Step(Webinar webinar, string lost, string kind, StreamState state, Func<VideoStream, VideoStream> change)
    {
        _house.Video.Is((await Stream(webinar)).StreamId, change);
        _house.Time.Advance(TimeSpan.FromSeconds(1));
        if (lost != kind && lost != "everything")
        {
            await _house.Hears(webinar, state);
        }

        await Round();
    }

    private async Task Recorded(Webinar webinar, string lost, string kind, bool finished)
    {
        var asset = new RecordedAsset("a", "playback", finished, [new RecordedPiece(House.Noon, TimeSpan.FromMinutes(30))]);
        _house.Video.Recordings["a"] = asset;
        if (lost != kind && lost != "everything")
        {
            await _house.Replay.Run("vendor", kind, new RecordingSignal((await Stream(webinar)).StreamId, asset), default);
        }

        await Round();
    }

    private async Task Round()
    {
        _house.Time.Advance(TimeSpan.FromSeconds(20));
        await _house.Reconcile.Round(default);
    }

    private async Task Is(Webinar webinar, StreamState state, WebinarStatus status) =>
        Assert.Equal((state, status), ((await Stream(webinar)).State, (await _house.Now(webinar)).Status));

    private async Task<LiveStream> Stream(Webinar webinar) => (await _house.Streams.Get(webinar.Id, default))!;
}

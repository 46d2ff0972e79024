using Webinars.Scheduling;
using Webinars.Storage;
using Webinars.Streaming;

namespace Webinars.Core.Tests;

/// <summary>What the vendor is told when a webinar is called off or takes place after all, and what its four reasons to say no lead to.</summary>
public class StreamOrderTests
{
    private readonly House _house = new();

    [Fact]
    public async Task The_stream_of_a_cancelled_webinar_takes_no_encoder_until_it_is_reinstated()
    {
        var webinar = await _house.Provisioned();
        var stream = (await Stream(webinar)).StreamId;
        await _house.Cancel.Run(webinar.Id, _house.Host, default);
        await Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(stream, Assert.Single(_house.Video.Closed));
        Assert.Empty(_house.Video.Reopened);

        await _house.Publish.Run(webinar.Id, _house.Host, default);
        await Pass(TimeSpan.FromSeconds(2));
        await Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(stream, Assert.Single(_house.Video.Reopened));
        Assert.Single(_house.Video.Closed);
        Assert.Equal((stream, null), ((await Stream(webinar)).StreamId, (await Stream(webinar)).Owed));
    }

    [Fact]
    public async Task Publishing_a_draft_tells_the_vendor_nothing()
    {
        var draft = await _house.Schedule.Run(_house.Draft, _house.Host, null, default);
        await _house.Provision.Run(draft.Id, _house.Host, default);
        await _house.Publish.Run(draft.Id, _house.Host, default);
        await Pass(TimeSpan.FromSeconds(2));
        Assert.Empty(_house.Video.Reopened);
    }

    [Fact]
    public async Task Cancelled_and_reinstated_before_the_vendor_heard_of_it_stays_open()
    {
        var webinar = await _house.Provisioned();
        await _house.Cancel.Run(webinar.Id, _house.Host, default);
        await _house.Publish.Run(webinar.Id, _house.Host, default);
        await Pass(TimeSpan.FromSeconds(2));
        Assert.Empty(_house.Video.Closed);
        Assert.Single(_house.Video.Reopened);
    }

    [Fact]
    public async Task Reinstated_while_the_vendor_is_being_told_of_the_end_it_is_opened_afterwards()
    {
        var webinar = await _house.Provisioned();
        await _house.Cancel.Run(webinar.Id, _house.Host, default);
        _house.Video.WhileClosing = () => _house.Publish.Run(webinar.Id, _house.Host, default);
        await Pass(TimeSpan.FromSeconds(2));
        await Pass(TimeSpan.FromSeconds(2));
        Assert.Single(_house.Video.Closed);
        Assert.Single(_house.Video.Reopened);
    }

    [Fact]
    public async Task Called_off_while_the_vendor_makes_its_stream_the_stream_is_closed()
    {
        var webinar = await _house.Scheduled();
        _house.Video.WhileMaking = () => _house.Cancel.Run(webinar.Id, _house.Host, default);
        await _house.Provision.Run(webinar.Id, _house.Host, default);
        await Pass(TimeSpan.FromSeconds(2));
        Assert.Single(_house.Video.Closed);
    }

    [Fact]
    public async Task Called_off_and_reinstated_while_the_vendor_makes_its_stream_the_stream_stays_open()
    {
        var store = new StoreUnderLoad(new MemoryStore());
        var house = new House(store);
        var webinar = await house.Scheduled();
        house.Video.WhileMaking = () => house.Cancel.Run(webinar.Id, house.Host, default);
        store.BeforeBatch = async batch =>
        {
            // Just before the stream is marked to be closed.
            if (batch.Documents.Any(put => put.Json?.Contains("\"owed\":\"close\"", StringComparison.Ordinal) is true) && (await house.Now(webinar)).Status is WebinarStatus.Cancelled)
            {
                await house.Publish.Run(webinar.Id, house.Host, default);
            }
        };
        await house.Provision.Run(webinar.Id, house.Host, default);
        house.Time.Advance(TimeSpan.FromSeconds(2));
        await house.WatchStreams.Round(default);
        Assert.Empty(house.Video.Closed);
        Assert.Null((await house.Streams.Get(webinar.Id, default))!.Owed);
    }

    [Theory]
    [InlineData("transient", 2)]
    [InlineData("rate-limited", 30)]
    [InlineData("rejected", 600)]
    public async Task What_could_not_be_told_is_told_when_it_may_help(string why, int seconds)
    {
        var webinar = await _house.Live();
        _house.Video.Failure = Failure(why);
        Assert.Equal(WebinarStatus.Ended, (await _house.End.Run(webinar.Id, _house.Host, default)).Status);

        _house.Video.Failure = null;
        await Pass(TimeSpan.FromSeconds(seconds - 1));
        Assert.Empty(_house.Video.Closed);
        await Pass(TimeSpan.FromSeconds(1));
        Assert.Single(_house.Video.Closed);
    }

    [Fact]
    public async Task A_stream_that_the_vendor_does_not_know_is_closed_already()
    {
        var webinar = await _house.Live();
        _house.Video.Failure = new VendorFailure.NotFound();
        await _house.End.Run(webinar.Id, _house.Host, default);
        Assert.Null((await Stream(webinar)).Owed);
    }

    [Theory]
    [InlineData("transient", 1)]
    [InlineData("rate-limited", 30)]
    public async Task Who_waits_for_the_stream_is_told_when_to_try_again(string why, int seconds)
    {
        var webinar = await _house.Scheduled();
        _house.Video.Failure = Failure(why);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => _house.GoLive.Run(webinar.Id, _house.Host, default));
        Assert.Equal(("busy", TimeSpan.FromSeconds(seconds)), (refused.Refusal.Code, refused.Refusal.RetryAfter));
        Assert.Equal(webinar, await _house.Now(webinar));
    }

    [Fact]
    public async Task A_rejected_request_is_a_fault_and_not_a_refusal()
    {
        var webinar = await _house.Scheduled();
        _house.Video.Failure = new VendorFailure.Rejected(401);
        var error = await Assert.ThrowsAsync<VendorException>(() => _house.Provision.Run(webinar.Id, _house.Host, default));
        Assert.Null(error.Refusal);
        Assert.Equal(webinar, await _house.Now(webinar));
    }

    [Fact]
    public async Task A_stream_that_somebody_deleted_at_the_vendor_is_made_anew_while_it_is_needed()
    {
        var webinar = await _house.Provisioned();
        var lost = (await Stream(webinar)).StreamId;
        await _house.Video.Delete(lost, default);
        var (stream, video) = await _house.Provision.Run(webinar.Id, _house.Host, default);
        Assert.NotEqual(lost, stream.StreamId);
        Assert.Equal((video.Id, video.PlaybackId), (stream.StreamId, stream.PlaybackId));
        await _house.Hears(webinar, StreamState.Active);
        Assert.Equal(WebinarStatus.Live, (await _house.GoLive.Run(webinar.Id, _house.Host, default)).Status);

        await _house.End.Run(webinar.Id, _house.Host, default);
        await _house.Video.Delete(video.Id, default);
        Assert.Equal("not-found", await Refused.Code(() => _house.Provision.Run(webinar.Id, _house.Host, default)));
        Assert.Empty(_house.Video.Streams);
    }

    [Fact]
    public async Task More_webinars_than_a_page_holds_are_all_watched()
    {
        var last = await _house.Provisioned();
        for (var i = 0; i < 205; i++)
        {
            last = await _house.Provisioned();
            await _house.GoLive.Run(last.Id, _house.Host, default);
        }

        await Pass(_house.Times.Starting);
        Assert.Empty(await _house.Webinars.Find(WebinarLists.Timed, "", TimeKey.End, 300, descending: false, default));
        Assert.Equal(WebinarStatus.Scheduled, (await _house.Now(last)).Status);
    }

    [Fact]
    public void What_may_be_written_into_a_log_holds_no_key()
    {
        Assert.DoesNotContain("SECRET", new VideoStream("id", "SECRET", "rtmps://ingest.example", "playback", StreamState.Idle).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", new SimulcastTarget("rtmps://else.example", "SECRET", "else").ToString(), StringComparison.Ordinal);
    }

    private static VendorFailure Failure(string why) => why switch
    {
        "transient" => new VendorFailure.Transient(),
        "rejected" => new VendorFailure.Rejected(400),
        _ => new VendorFailure.RateLimited(TimeSpan.FromSeconds(30)),
    };

    private async Task<LiveStream> Stream(Webinar webinar) => (await _house.Streams.Get(webinar.Id, default))!;

    private async Task Pass(TimeSpan time)
    {
        _house.Time.Advance(time);
        await _house.WatchStreams.Round(default);
    }
}

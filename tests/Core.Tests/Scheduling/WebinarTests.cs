using Webinars.People;
using Webinars.Scheduling;
using static Webinars.Scheduling.WebinarStatus;

namespace Webinars.Core.Tests;

public class WebinarTests
{
    private static readonly DateTimeOffset Now = House.Noon;

    private static readonly Dictionary<string, Func<Webinar, Webinar>> Does = new()
    {
        ["publish"] = webinar => webinar.Publish(Now),
        ["cancel"] = webinar => webinar.Cancel(Now),
        ["go live without a stream"] = webinar => webinar.GoLive(false, Now, TimeSpan.FromMinutes(10)),
        ["go live with a stream"] = webinar => webinar.GoLive(true, Now, TimeSpan.FromMinutes(10)),
        ["take back"] = webinar => webinar.TakeBack(),
        ["end"] = webinar => webinar.End(Now),
        ["stream active"] = webinar => webinar.StreamActive(Now),
        ["stream lost"] = webinar => webinar.StreamLost(Now.AddMinutes(10)),
        ["recording ready"] = webinar => webinar.RecordingReady(),
    };

    /// <summary>What is not here is refused; of what only happens (a stream, a recording), nothing changes.</summary>
    private static readonly Dictionary<(string Verb, WebinarStatus From), WebinarStatus> Allowed = new()
    {
        [("publish", Draft)] = Scheduled,
        [("publish", Cancelled)] = Scheduled,
        [("cancel", Draft)] = Cancelled,
        [("cancel", Scheduled)] = Cancelled,
        [("go live without a stream", Scheduled)] = Starting,
        [("go live with a stream", Scheduled)] = Live,
        [("take back", Starting)] = Scheduled,
        [("end", Live)] = Ended,
        [("end", Interrupted)] = Ended,
        [("stream active", Starting)] = Live,
        [("stream active", Interrupted)] = Live,
        [("stream lost", Live)] = Interrupted,
        [("recording ready", Ended)] = Replay,
    };

    public static MatrixTheoryData<string, WebinarStatus> EveryVerbInEveryState { get; } = new([.. Does.Keys], Enum.GetValues<WebinarStatus>());

    [Theory]
    [MemberData(nameof(EveryVerbInEveryState))]
    public void Every_verb_in_every_state_leads_to_the_next_or_changes_nothing(string verb, WebinarStatus from)
    {
        var before = In(from);
        if (Allowed.TryGetValue((verb, from), out var to))
        {
            var after = Does[verb](before);
            Assert.Equal((to, before.Revision + 1), (after.Status, after.Revision));
        }
        else if (verb is "stream active" or "stream lost" or "recording ready")
        {
            Assert.Same(before, Does[verb](before));
        }
        else
        {
            Assert.Equal(Refusal.WrongState, Refused.With(() => { Does[verb](before); }));
        }
    }

    [Fact]
    public void What_was_cancelled_cannot_be_reinstated_after_its_start() =>
        Assert.Equal(Refusal.WrongState, Refused.With(() => { (In(Cancelled) with { StartsAt = Now }).Publish(Now); }));

    [Fact]
    public void Went_live_is_noted_at_the_first_picture_and_stays()
    {
        var live = In(Scheduled).GoLive(true, Now, TimeSpan.FromMinutes(10));
        Assert.Equal(Now, live.WentLiveAt);
        Assert.Equal(Now, live.StreamLost(Now.AddMinutes(20)).StreamActive(Now.AddMinutes(12)).WentLiveAt);
    }

    [Fact]
    public void Go_live_without_a_picture_is_not_yet_live()
    {
        var starting = In(Scheduled).GoLive(false, Now, TimeSpan.FromMinutes(10));
        Assert.Null(starting.WentLiveAt);
        Assert.Equal(Now.AddMinutes(10), starting.Until);
        Assert.Equal(Now.AddMinutes(1), starting.StreamActive(Now.AddMinutes(1)).WentLiveAt);
    }

    [Fact]
    public void Waiting_has_an_end_and_whatever_comes_instead_clears_it()
    {
        var starting = In(Scheduled).GoLive(false, Now, TimeSpan.FromMinutes(10));
        var interrupted = In(Live).StreamLost(Now.AddMinutes(10));
        Assert.Equal(Now.AddMinutes(10), interrupted.Until);
        Assert.All([starting.TakeBack(), starting.StreamActive(Now), interrupted.StreamActive(Now), interrupted.End(Now)], after => Assert.Null(after.Until));
    }

    [Fact]
    public void Its_end_is_noted() => Assert.Equal(Now, In(Live).End(Now).EndedAt);

    [Fact]
    public void Only_an_interruption_tells_the_room_when_it_ends_by_itself()
    {
        Assert.Equal(Now.AddMinutes(10), In(Live).StreamLost(Now.AddMinutes(10)).Announcement(null, Now).Until);
        Assert.Null(In(Scheduled).GoLive(false, Now, TimeSpan.FromMinutes(10)).Announcement(null, Now).Until);
    }

    [Fact]
    public void A_draft_is_its_hosts_alone()
    {
        var draft = In(Draft);
        Assert.True(draft.IsVisibleTo(draft.HostId));
        Assert.False(draft.IsVisibleTo(Guid.NewGuid()));
        Assert.False(draft.IsVisibleTo(null));
        Assert.True(In(Scheduled).IsVisibleTo(null));
    }

    [Fact]
    public void Only_its_host_is_its_host()
    {
        var webinar = In(Scheduled);
        Assert.Equal(Role.Owner, webinar.RoleOf(webinar.HostId));
        Assert.Equal(Role.Attendee, webinar.RoleOf(Guid.NewGuid()));
    }

    private static Webinar In(WebinarStatus status) => new()
    {
        Id = Guid.NewGuid(),
        Slug = "a-webinar",
        Title = "A webinar",
        StartsAt = Now.AddHours(1),
        DurationMinutes = 60,
        TimeZone = "Europe/Berlin",
        Status = status,
        Revision = 7,
        HostId = Guid.NewGuid(),
        HostName = "Hanna Host",
    };
}

using Webinars.People;
using Webinars.Registering;
using Webinars.Scheduling;
using Webinars.Storage;
using Webinars.Streaming;

namespace Webinars.Core.Tests;

/// <summary>Which notices somebody finds in the pages because of a webinar or their registration, by a clock that is moved.</summary>
public sealed class NoticeSequenceTests : IAsyncLifetime
{
    private readonly NoticeOffice _office = new();

    private House House => _office.House;

    public async ValueTask InitializeAsync() => await _office.Open();

    public ValueTask DisposeAsync()
    {
        _office.Dispose();
        return default;
    }

    [Fact]
    public async Task From_registering_to_the_replay_and_nothing_for_others()
    {
        var webinar = await Planned();
        var (ada, late, stranger) = (await _office.Account("ada"), await _office.Account("late"), await _office.Account("stranger"));
        await _office.Come(webinar, ada);
        await _office.Come(webinar, "without-account");
        await _office.Until(webinar.StartsAt.AddMinutes(-30));
        await _office.Come(webinar, late);
        await _office.Until(webinar.StartsAt.AddMinutes(-1));
        await House.Provision.Run(webinar.Id, House.Host, default);
        await House.Hears(webinar, StreamState.Active);
        await House.GoLive.Run(webinar.Id, House.Host, default);
        await _office.Bring();
        House.Time.Advance(TimeSpan.FromMinutes(10));
        var ended = await House.End.Run(webinar.Id, House.Host, default);
        await House.Webinars.Save(ended.RecordingReady(), ended, null, House.Time.GetUtcNow(), default);
        await _office.Bring();

        Assert.Equal(["webinar-starts-soon", "webinar-starts-soon", "webinar-starts-soon", "webinar-live", "replay-ready"], _office.Sees(ada));
        Assert.Equal(["webinar-starts-soon", "webinar-live", "replay-ready"], _office.Sees(late));
        Assert.Empty(_office.Sees(stranger));
        Assert.Equal(8, _office.Shown.Count);
        var live = _office.Shown.First(one => one.Workflow == "webinar-live").Data;
        Assert.Equal((webinar.Title, $"https://webinars.example.com/w/{webinar.Slug}/live"), (live["title"], live["url"]));
        Assert.Equal(webinar.StartsAt, DateTimeOffset.Parse((string)_office.Shown[0].Data["startsAt"], null));
    }

    [Fact]
    public async Task Moved_five_times_in_a_minute_one_notice_tells_and_calls_back_what_waits()
    {
        var webinar = await Planned();
        var ada = await _office.Account("ada");
        await _office.Come(webinar, ada);
        for (var i = 1; i <= 5; i++)
        {
            House.Time.Advance(TimeSpan.FromSeconds(10));
            webinar = await House.Edit.Run(webinar.Id, new WebinarChange(null, null, webinar.StartsAt.AddHours(1), null, null), null, House.Host, default);
        }

        await _office.Until(House.Time.GetUtcNow().AddMinutes(5));
        Assert.Equal(["webinar-rescheduled"], _office.Sees(ada));
        Assert.Equal([$"webinar-starts-soon {webinar.Id:N}"], _office.Cancelled);
    }

    [Fact]
    public async Task Called_off_those_who_wait_hear_too_and_who_took_it_back_does_not()
    {
        var webinar = await Planned(new Access { Policy = AccessPolicy.Registered, Capacity = 1 });
        var (ada, waiting, gone) = (await _office.Account("ada"), await _office.Account("waiting"), await _office.Account("gone"));
        await _office.Come(webinar, ada);
        await _office.Come(webinar, waiting);
        await _office.Come(webinar, gone);
        await new CancelRegistration(_office.Registrations, _office.Seats, _office.Plan).Run(webinar.Id, (await _office.Of(webinar, gone)).Id, default);
        await House.Cancel.Run(webinar.Id, House.Host, default);
        await _office.Until(webinar.StartsAt.AddHours(1));
        Assert.Equal(["webinar-cancelled"], _office.Sees(ada));
        Assert.Equal(["webinar-cancelled"], _office.Sees(waiting));
        Assert.Empty(_office.Sees(gone));
    }

    [Fact]
    public async Task Who_waits_hears_when_a_seat_is_theirs_and_who_has_one_at_once_does_not()
    {
        var webinar = await Planned(new Access { Policy = AccessPolicy.Registered, Capacity = 1 });
        var (ada, bob) = (await _office.Account("ada"), await _office.Account("bob"));
        await _office.Come(webinar, ada);
        await _office.Come(webinar, bob);
        await _office.Bring();
        Assert.Empty(_office.Shown);
        await new CancelRegistration(_office.Registrations, _office.Seats, _office.Plan).Run(webinar.Id, (await _office.Of(webinar, ada)).Id, default);
        await _office.Bring();
        Assert.Equal(["registration-confirmed"], _office.Sees(bob));
        Assert.Empty(_office.Sees(ada));
    }

    [Fact]
    public async Task Hosts_hear_once_in_five_minutes_that_somebody_asks_and_each_hears_what_was_decided()
    {
        var webinar = await Planned(new Access { Policy = AccessPolicy.Approval });
        var (ada, bob) = (await _office.Account("ada"), await _office.Account("bob"));
        await _office.Come(webinar, ada);
        await _office.Come(webinar, bob);
        await _office.Come(webinar, "without-account");
        await _office.Bring();
        Assert.Equal(["approval-asked"], _office.Sees(House.Host));
        Assert.Equal($"https://webinars.example.com/webinars/{webinar.Id}/registrations", _office.Shown[0].Data["url"]);

        var decide = new DecideRegistration(House.Webinars, _office.Registrations, _office.Seats, _office.Plan);
        await decide.Run(webinar.Id, (await _office.Of(webinar, ada)).Id, approve: true, House.Host, default);
        await decide.Run(webinar.Id, (await _office.Of(webinar, bob)).Id, approve: false, House.Host, default);
        await decide.Run(webinar.Id, (await _office.Registrations.GetByEmail(webinar.Id, "without-account@example.com", default))!.Id, approve: true, House.Host, default);
        await _office.Bring();
        Assert.Equal(["registration-confirmed"], _office.Sees(ada));
        Assert.Equal(["registration-declined"], _office.Sees(bob));
        Assert.Equal(3, _office.Shown.Count);
    }

    [Fact]
    public async Task What_was_decided_and_undone_before_it_left_is_not_told()
    {
        var webinar = await Planned(new Access { Policy = AccessPolicy.Approval });
        var ada = await _office.Account("ada");
        await _office.Come(webinar, ada);
        await _office.Bring();
        var decide = new DecideRegistration(House.Webinars, _office.Registrations, _office.Seats, _office.Plan);
        await decide.Run(webinar.Id, (await _office.Of(webinar, ada)).Id, approve: false, House.Host, default);
        await decide.Run(webinar.Id, (await _office.Of(webinar, ada)).Id, approve: true, House.Host, default);
        await _office.Bring();
        Assert.Equal(["registration-confirmed"], _office.Sees(ada));
    }

    [Fact]
    public async Task Thousands_are_told_page_by_page_each_once_though_answers_are_lost_and_the_process_dies()
    {
        var webinar = await Planned();
        var people = new List<Person>();
        for (var i = 0; i < 250; i++)
        {
            people.Add(await _office.Account($"p{i:000}"));
            await _office.Come(webinar, people[i]);
        }

        (_office.Lost, _office.Dies) = (2, 2);
        await _office.Until(webinar.StartsAt.AddHours(-23));
        Assert.Equal(250, _office.Shown.Count);
        Assert.Equal(250, _office.Shown.Select(one => one.To).Distinct().Count());
        Assert.Equal(3 + 2 + 2, _office.Triggers);
    }

    [Fact]
    public async Task Who_has_no_account_any_more_is_not_told()
    {
        var webinar = await Planned();
        var ada = await _office.Account("ada");
        await _office.Come(webinar, ada);
        var stored = (await new PersonStore(House.Store).Get(ada.Id, default))!;
        await House.Store.Commit(new Batch([PersonStore.ToPut(stored.Forgotten())], [new Introduction(ada.Id, "gone").At(House.Time.GetUtcNow())]), default);
        _office.People[ada.Id] = new(ada.Id, "ada", null, null);
        await _office.Until(webinar.StartsAt);
        Assert.Empty(_office.Shown);
        Assert.Empty(_office.People);
    }

    private async Task<Webinar> Planned(Access? access = null)
    {
        var webinar = await House.Schedule.Run(House.Draft with { StartsAt = House.Time.GetUtcNow().AddDays(2) }, House.Host, null, default);
        webinar = await House.Publish.Run(webinar.Id, House.Host, default);
        return access is null ? webinar : await House.Webinars.Save(webinar with { Access = access }, webinar, House.HostActor, House.Time.GetUtcNow(), default);
    }
}

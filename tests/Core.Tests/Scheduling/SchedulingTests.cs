using Webinars.Scheduling;

namespace Webinars.Core.Tests;

public class SchedulingTests
{
    private readonly House _house = new();

    [Fact]
    public async Task A_new_webinar_is_a_draft_that_keeps_what_its_host_said()
    {
        var made = await _house.Schedule.Run(_house.Draft with { Title = " Cafe\u0301 ", Description = "one\r\ntwo" }, _house.Host, null, default);
        var read = await _house.Webinars.Get(made.Id, default);
        Assert.Equal(made, read);
        Assert.Equal(("Café", "one\ntwo", WebinarStatus.Draft, 1), (read!.Title, read.Description, read.Status, read.Revision));
        Assert.Equal(made.Id, (await _house.Webinars.GetBySlug(made.Slug, default))!.Id);
        Assert.Equal(WebinarStatus.Draft, Assert.Single(await _house.Told<StatusChanged>(made)).Status);
    }

    [Fact]
    public async Task Times_are_kept_in_UTC()
    {
        var starts = new DateTimeOffset(2027, 3, 2, 18, 0, 0, TimeSpan.FromHours(5.5));
        var made = await _house.Schedule.Run(_house.Draft with { StartsAt = starts }, _house.Host, null, default);
        Assert.Equal((starts, TimeSpan.Zero), (made.StartsAt, made.StartsAt.Offset));
    }

    public static TheoryData<string, string, WebinarDraft> BadDrafts()
    {
        var good = new House().Draft;
        return new()
        {
            { "title", "too-short", good with { Title = null } },
            { "title", "too-short", good with { Title = " \u200B " } },
            { "title", "too-long", good with { Title = new string('x', 151) } },
            { "title", "bad-text", good with { Title = "a\0b" } },
            { "description", "too-long", good with { Description = new string('x', 5_001) } },
            { "description", "bad-text", good with { Description = "a\0b" } },
            { "durationMinutes", "invalid", good with { DurationMinutes = 4 } },
            { "durationMinutes", "invalid", good with { DurationMinutes = 721 } },
            { "timeZone", "invalid", good with { TimeZone = null } },
            { "timeZone", "invalid", good with { TimeZone = "" } },
            { "timeZone", "invalid", good with { TimeZone = "Europe/Atlantis" } },
            { "timeZone", "invalid", good with { TimeZone = "W. Europe Standard Time" } },
            { "timeZone", "invalid", good with { TimeZone = "../../etc/passwd" } },
            { "startsAt", "invalid", good with { StartsAt = House.Noon.AddMinutes(-16) } },
            { "startsAt", "invalid", good with { StartsAt = House.Noon.AddDays((365 * 3) + 1) } },
            { "startsAt", "invalid", good with { StartsAt = DateTimeOffset.MinValue } },
            { "startsAt", "invalid", good with { StartsAt = DateTimeOffset.MaxValue } },
        };
    }

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(BadDrafts))]
    public async Task A_bad_field_is_refused_by_its_name_and_nothing_is_saved(string field, string code, WebinarDraft draft)
    {
        var refusal = await Refused.With(() => _house.Schedule.Run(draft, _house.Host, null, default));
        Assert.Equal((field, code), (refusal.Field, refusal.Code));
        Assert.Empty((await _house.List.Run(WebinarView.Mine, _house.Host.Id, 10, null, default)).Items);
    }

    [Fact]
    public async Task What_is_just_allowed_is_allowed()
    {
        await _house.Schedule.Run(_house.Draft with { Title = new string('x', 150), Description = new string('y', 5_000) }, _house.Host, null, default);
        await _house.Schedule.Run(_house.Draft with { DurationMinutes = 5, StartsAt = House.Noon.AddMinutes(-15) }, _house.Host, null, default);
        await _house.Schedule.Run(_house.Draft with { DurationMinutes = 720, StartsAt = House.Noon.AddDays(365 * 3) }, _house.Host, null, default);
        await _house.Schedule.Run(_house.Draft with { TimeZone = "America/Argentina/Buenos_Aires", Description = null }, _house.Host, null, default);
    }

    [Fact]
    public async Task The_same_key_gives_the_same_webinar_even_after_it_was_edited()
    {
        var first = await _house.Schedule.Run(_house.Draft, _house.Host, "key", default);
        await _house.Edit.Run(first.Id, new WebinarChange("Another title", null, null, null, null), null, _house.Host, default);
        Assert.Equal(first.Id, (await _house.Schedule.Run(_house.Draft, _house.Host, "key", default)).Id);
    }

    [Fact]
    public async Task The_same_key_for_something_else_is_a_conflict()
    {
        await _house.Schedule.Run(_house.Draft, _house.Host, "key", default);
        Assert.Equal("idempotency-conflict", await Refused.Code(() => _house.Schedule.Run(_house.Draft with { Title = "Other" }, _house.Host, "key", default)));
    }

    [Fact]
    public async Task A_key_belongs_to_one_person()
    {
        var first = await _house.Schedule.Run(_house.Draft, _house.Host, "key", default);
        Assert.NotEqual(first.Id, (await _house.Schedule.Run(_house.Draft with { Title = "Other" }, _house.Guest, "key", default)).Id);
    }

    [Fact]
    public async Task One_key_used_by_many_at_once_makes_one_webinar()
    {
        var house = new House(new StoreUnderLoad(new MemoryStore()));
        var made = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => house.Schedule.Run(house.Draft, house.Host, "key", default))));
        Assert.Single(made.Select(webinar => webinar.Id).Distinct());
        Assert.Single((await house.List.Run(WebinarView.Mine, house.Host.Id, 10, null, default)).Items);
    }

    [Fact]
    public async Task Editing_what_somebody_else_has_changed_is_stale()
    {
        var made = await _house.Schedule.Run(_house.Draft, _house.Host, null, default);
        var edited = await _house.Edit.Run(made.Id, new WebinarChange("Second", null, null, null, null), made.Version, _house.Host, default);
        Assert.Equal(made.Version + 1, edited.Version);
        Assert.Equal("stale", await Refused.Code(() => _house.Edit.Run(made.Id, new WebinarChange("Third", null, null, null, null), made.Version, _house.Host, default)));
        Assert.Equal("Second", (await _house.Now(made)).Title);
    }

    [Fact]
    public async Task Of_many_edits_of_one_version_one_is_saved()
    {
        var house = new House(new StoreUnderLoad(new MemoryStore()));
        var made = await house.Schedule.Run(house.Draft, house.Host, null, default);
        var tried = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(async () =>
        {
            try
            {
                return (await house.Edit.Run(made.Id, new WebinarChange($"Title {i}", null, null, null, null), made.Version, house.Host, default)).Title;
            }
            catch (RefusedException refused) when (refused.Refusal == Refusal.Stale)
            {
                return null;
            }
        })));
        Assert.Equal((await house.Now(made)).Title, Assert.Single(tried, title => title is not null));
    }

    [Fact]
    public async Task A_new_title_is_no_news_for_the_room_but_another_time_is()
    {
        var webinar = await _house.Scheduled();
        var told = (await _house.Told<StatusChanged>(webinar)).Count;
        var retitled = await _house.Edit.Run(webinar.Id, new WebinarChange("Better", null, null, null, null), null, _house.Host, default);
        Assert.Equal((webinar.Revision, told), (retitled.Revision, (await _house.Told<StatusChanged>(webinar)).Count));

        var moved = await _house.Edit.Run(webinar.Id, new WebinarChange(null, null, webinar.StartsAt.AddHours(1), null, null), null, _house.Host, default);
        var news = (await _house.Told<StatusChanged>(webinar))[^1];
        Assert.Equal((webinar.Revision + 1, WebinarStatus.Scheduled, "Better"), (moved.Revision, moved.Status, moved.Title));
        Assert.Equal((moved.Revision, moved.Status, _house.Host.Id), (news.Revision, news.Status, news.By!.Id));
    }

    [Fact]
    public async Task What_is_over_cannot_be_moved_but_its_title_can_be_mended()
    {
        var ended = await _house.Ended();
        _house.Time.Advance(TimeSpan.FromDays(30));
        Assert.Equal("wrong-state", await Refused.Code(() => _house.Edit.Run(ended.Id, new WebinarChange(null, null, null, 90, null), null, _house.Host, default)));
        Assert.Equal("Mended", (await _house.Edit.Run(ended.Id, new WebinarChange("Mended", null, null, null, null), null, _house.Host, default)).Title);
    }

    [Fact]
    public async Task A_late_host_may_still_plan_for_longer_but_not_start_in_the_past()
    {
        var webinar = await _house.Scheduled();
        _house.Time.SetUtcNow(webinar.StartsAt.AddMinutes(40));
        Assert.Equal(90, (await _house.Edit.Run(webinar.Id, new WebinarChange(null, null, null, 90, null), null, _house.Host, default)).DurationMinutes);
        var refusal = await Refused.With(() =>
            _house.Edit.Run(webinar.Id, new WebinarChange(null, null, webinar.StartsAt.AddMinutes(5), null, null), null, _house.Host, default));
        Assert.Equal(("invalid", "startsAt"), (refusal.Code, refusal.Field));
    }

    [Fact]
    public async Task Only_its_host_may_change_it()
    {
        var webinar = await _house.Scheduled();
        foreach (var attempt in AttemptsOf(webinar))
        {
            Assert.Equal("not-allowed", await Refused.Code(attempt));
        }

        Assert.Equal(webinar, await _house.Now(webinar));
    }

    [Fact]
    public async Task To_everybody_else_a_draft_does_not_exist()
    {
        var draft = await _house.Schedule.Run(_house.Draft, _house.Host, null, default);
        foreach (var attempt in AttemptsOf(draft).Append(() => _house.Webinars.GetVisible(draft.Id, null, default)))
        {
            Assert.Equal("not-found", await Refused.Code(attempt));
        }
    }

    [Fact]
    public async Task Cancelled_before_its_start_it_can_come_back()
    {
        var webinar = await _house.Scheduled();
        Assert.Equal(WebinarStatus.Cancelled, (await _house.Cancel.Run(webinar.Id, _house.Host, default)).Status);
        Assert.Equal("wrong-state", await Refused.Code(() => _house.Cancel.Run(webinar.Id, _house.Host, default)));
        Assert.Equal(WebinarStatus.Scheduled, (await _house.Publish.Run(webinar.Id, _house.Host, default)).Status);
        Assert.Equal([1, 2, 3, 4], (await _house.Told<StatusChanged>(webinar)).Select(told => told.Revision));
    }

    [Theory]
    [InlineData("Größe & Überfluß", "grosse-uberfluss-")]
    [InlineData("Què és això?", "que-es-aixo-")]
    [InlineData("  .NET 10: what's new  ", "net-10-what-s-new-")]
    [InlineData("🎉🎉", "")]
    [InlineData("日本語", "")]
    public void A_slug_is_readable_where_the_title_can_be_spelled(string title, string beginning)
    {
        var slug = Slug.From(title);
        Assert.Matches($"^{beginning}[a-z2-9]{{7}}$", slug);
        Assert.NotEqual(slug, Slug.From(title));
    }

    [Fact]
    public void A_slug_of_a_long_title_is_short() => Assert.InRange(Slug.From(string.Concat(Enumerable.Repeat("ää b", 100))).Length, 60, 68);

    private List<Func<Task>> AttemptsOf(Webinar webinar) =>
    [
        () => _house.Edit.Run(webinar.Id, new WebinarChange("Mine now", null, null, null, null), null, _house.Guest, default),
        () => _house.Publish.Run(webinar.Id, _house.Guest, default),
        () => _house.Cancel.Run(webinar.Id, _house.Guest, default),
        () => _house.Provision.Run(webinar.Id, _house.Guest, default),
        () => _house.Provision.ResetKey(webinar.Id, _house.Guest, default),
        () => _house.GoLive.Run(webinar.Id, _house.Guest, default),
        () => _house.GoLive.TakeBack(webinar.Id, _house.Guest, default),
        () => _house.End.Run(webinar.Id, _house.Guest, default),
    ];
}

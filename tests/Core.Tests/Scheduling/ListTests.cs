using System.Text;
using Webinars.Scheduling;

namespace Webinars.Core.Tests;

public class ListTests
{
    private readonly House _house = new();

    [Fact]
    public async Task Upcoming_begins_with_the_soonest_and_past_with_the_latest()
    {
        var later = await At(3);
        var sooner = await At(2);
        var first = await Over(minutes: 10);
        var second = await Over(minutes: 20);
        Assert.Equal([sooner.Id, later.Id], await Ids(WebinarView.Upcoming));
        Assert.Equal([second.Id, first.Id], await Ids(WebinarView.Past));
        Assert.Equal([later.Id, sooner.Id], (await Ids(WebinarView.Mine, _house.Host.Id)).Take(2));
    }

    [Theory]
    [InlineData(WebinarView.Upcoming, 1)]
    [InlineData(WebinarView.Upcoming, 2)]
    [InlineData(WebinarView.Upcoming, 7)]
    [InlineData(WebinarView.Mine, 1)]
    [InlineData(WebinarView.Mine, 3)]
    public async Task Every_page_follows_the_one_before_without_doubles_or_gaps(WebinarView view, int limit)
    {
        for (var i = 0; i < 7; i++)
        {
            // Some at the same moment: the id decides then.
            await At(1 + (i / 3));
        }

        var (seen, cursor, pages) = (new List<Webinar>(), default(string), 0);
        do
        {
            var page = await _house.List.Run(view, _house.Host.Id, limit, cursor, default);
            seen.AddRange(page.Items);
            (cursor, pages) = (page.Next, pages + 1);
        }
        while (cursor is not null);

        Assert.Equal((7, 7, (7 + limit - 1) / limit), (seen.Count, seen.DistinctBy(webinar => webinar.Id).Count(), pages));
        var times = seen.Select(webinar => webinar.StartsAt).ToList();
        Assert.Equal(view is WebinarView.Mine ? times.OrderDescending() : times.Order(), times);
    }

    [Fact]
    public async Task The_past_is_paged_too()
    {
        for (var i = 1; i <= 5; i++)
        {
            await Over(minutes: i);
        }

        var first = await _house.List.Run(WebinarView.Past, null, 3, null, default);
        var second = await _house.List.Run(WebinarView.Past, null, 3, first.Next, default);
        Assert.Equal(5, first.Items.Concat(second.Items).Select(webinar => webinar.Id).Distinct().Count());
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task A_draft_stands_only_in_its_hosts_own_list()
    {
        var draft = await _house.Schedule.Run(_house.Draft, _house.Host, null, default);
        Assert.Empty(await Ids(WebinarView.Upcoming, _house.Host.Id));
        Assert.Empty(await Ids(WebinarView.Mine, _house.Guest.Id));
        Assert.Equal([draft.Id], await Ids(WebinarView.Mine, _house.Host.Id));
    }

    [Fact]
    public async Task A_cancelled_one_leaves_the_upcoming_and_is_not_past()
    {
        var webinar = await At(1);
        await _house.Cancel.Run(webinar.Id, _house.Host, default);
        Assert.Empty(await Ids(WebinarView.Upcoming));
        Assert.Empty(await Ids(WebinarView.Past));
        Assert.Equal([webinar.Id], await Ids(WebinarView.Mine, _house.Host.Id));
    }

    [Fact]
    public async Task What_is_on_is_upcoming_until_it_is_over()
    {
        var live = await _house.Live();
        Assert.Equal([live.Id], await Ids(WebinarView.Upcoming));
        await _house.End.Run(live.Id, _house.Host, default);
        Assert.Empty(await Ids(WebinarView.Upcoming));
        Assert.Equal([live.Id], await Ids(WebinarView.Past));
    }

    [Fact]
    public async Task A_webinar_whose_host_never_came_is_upcoming_no_more()
    {
        var webinar = await At(1);
        _house.Time.SetUtcNow(webinar.StartsAt.AddHours(12));
        Assert.Equal([webinar.Id], await Ids(WebinarView.Upcoming));
        _house.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Empty(await Ids(WebinarView.Upcoming));
    }

    [Fact]
    public async Task A_page_holds_at_least_one_and_at_most_a_hundred()
    {
        for (var i = 0; i < 101; i++)
        {
            await At(1);
        }

        Assert.Equal(100, (await _house.List.Run(WebinarView.Upcoming, null, int.MaxValue, null, default)).Items.Count);
        Assert.Single((await _house.List.Run(WebinarView.Upcoming, null, -1, null, default)).Items);
    }

    [Fact]
    public async Task Ones_own_list_needs_somebody() =>
        Assert.Equal("not-signed-in", await Refused.Code(() => _house.List.Run(WebinarView.Mine, null, 10, null, default)));

    [Theory]
    [InlineData("")]
    [InlineData("z")]
    [InlineData("7a7")]
    [InlineData("7a7a")]
    [InlineData("~")]
    [InlineData("../..")]
    public async Task A_cursor_that_is_not_ours_is_refused(string cursor)
    {
        await At(1);
        foreach (var view in Enum.GetValues<WebinarView>())
        {
            var refusal = await Refused.With(() => _house.List.Run(view, _house.Host.Id, 10, cursor, default));
            Assert.Equal(("invalid", "cursor"), (refusal.Code, refusal.Field));
        }
    }

    [Fact]
    public async Task A_cursor_cannot_lead_into_somebody_elses_list()
    {
        var others = await At(1);
        var key = WebinarLists.Keys(others).Single(one => one.Index == WebinarLists.Mine).Value;
        foreach (var cursor in new[] { key, key[33..] })
        {
            var hex = Convert.ToHexStringLower(Encoding.ASCII.GetBytes(cursor));
            try
            {
                Assert.Empty((await _house.List.Run(WebinarView.Mine, _house.Guest.Id, 10, hex, default)).Items);
            }
            catch (RefusedException refused)
            {
                Assert.Equal("invalid", refused.Refusal.Code);
            }
        }
    }

    private async Task<Webinar> At(int days)
    {
        var made = await _house.Schedule.Run(_house.Draft with { StartsAt = House.Noon.AddDays(days) }, _house.Host, null, default);
        return await _house.Publish.Run(made.Id, _house.Host, default);
    }

    private async Task<Webinar> Over(int minutes)
    {
        var live = await _house.Live();
        _house.Time.Advance(TimeSpan.FromMinutes(minutes));
        return await _house.End.Run(live.Id, _house.Host, default);
    }

    private async Task<IEnumerable<Guid>> Ids(WebinarView view, Guid? person = null) =>
        (await _house.List.Run(view, person, 100, null, default)).Items.Select(webinar => webinar.Id);
}

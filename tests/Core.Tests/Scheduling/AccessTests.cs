using Webinars.Scheduling;

namespace Webinars.Core.Tests;

public sealed class AccessTests
{
    private readonly House _house = new();

    [Fact]
    public async Task A_new_webinar_is_for_everybody_unless_its_host_says_otherwise()
    {
        var open = await _house.Schedule.Run(_house.Draft, _house.Host, null, default);
        Assert.Equal(new Access(), (await _house.Webinars.Get(open.Id, default))!.Access);
        var access = new AccessChange(AccessPolicy.Approval, 20, [new("why", " Why? ", null, true)]);
        var closed = await _house.Schedule.Run(_house.Draft with { Access = access }, _house.Host, null, default);
        var kept = (await _house.Webinars.Get(closed.Id, default))!.Access;
        Assert.Equal((AccessPolicy.Approval, 20, "Why?"), (kept.Policy, kept.Capacity, Assert.Single(kept.Questions).Label));
    }

    [Fact]
    public async Task What_is_left_out_stays_and_no_seats_means_no_limit()
    {
        var access = new AccessChange(AccessPolicy.Approval, 20, [new("why", "Why?", [], true)]);
        var made = await _house.Schedule.Run(_house.Draft with { Access = access }, _house.Host, null, default);
        var open = await Edit(made, new(AccessPolicy.Registered));
        Assert.Equal((AccessPolicy.Registered, 20, 1), (open.Policy, open.Capacity, open.Questions.Count));
        var wide = await Edit(made, new(Capacity: 0));
        Assert.Equal((AccessPolicy.Registered, null, 1), (wide.Policy, wide.Capacity, wide.Questions.Count));
        var silent = await Edit(made, new(Questions: []));
        Assert.Equal((AccessPolicy.Registered, null, 0), (silent.Policy, silent.Capacity, silent.Questions.Count));
        Assert.Equal(silent, (await _house.Edit.Run(made.Id, new WebinarChange("Another", null, null, null, null), null, _house.Host, default)).Access);
    }

    [Fact]
    public async Task Whom_it_is_for_is_no_news_for_the_calendar()
    {
        var before = await _house.Scheduled();
        var after = await _house.Edit.Run(before.Id, new WebinarChange(null, null, null, null, null, new(AccessPolicy.Registered, 5)), null, _house.Host, default);
        Assert.Equal((before.Revision, before.Schedule), (after.Revision, after.Schedule));
    }

    public static TheoryData<string, AccessChange> Wrong() => new()
    {
        { "access.policy", new((AccessPolicy)9) },
        { "access.capacity", new(Capacity: -1) },
        { "access.capacity", new(Capacity: 1_000_001) },
        { "access.questions", new(Questions: [.. Enumerable.Range(0, 11).Select(i => new RegistrationQuestion($"q{i}", "Why?", [], false))]) },
        { "access.questions", new(Questions: [new("a", "One", [], false), new("a", "Two", [], false)]) },
        { "access.questions[0]", new(Questions: [null!]) },
        { "access.questions[1].id", new(Questions: [new("a", "One", [], false), new("a b", "Two", [], false)]) },
        { "access.questions[0].id", new(Questions: [new(null!, "One", [], false)]) },
        { "access.questions[0].label", new(Questions: [new("a", " \u200B ", [], false)]) },
        { "access.questions[0].label", new(Questions: [new("a", null!, [], false)]) },
        { "access.questions[0].options", new(Questions: [new("a", "One", ["only"], false)]) },
        { "access.questions[0].options", new(Questions: [new("a", "One", ["yes", null!], false)]) },
        { "access.questions[0].options", new(Questions: [new("a", "One", ["yes", " yes"], false)]) },
        { "access.questions[0].options", new(Questions: [new("a", "One", [.. Enumerable.Range(0, 31).Select(i => $"{i}")], false)]) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task What_is_wrong_is_named_and_nothing_is_saved(string field, AccessChange access)
    {
        var made = await _house.Scheduled();
        var change = new WebinarChange("Not this", null, null, null, null, access);
        Assert.Equal(field, (await Refused.With(() => _house.Edit.Run(made.Id, change, null, _house.Host, default))).Field);
        Assert.Equal(field, (await Refused.With(() => _house.Schedule.Run(_house.Draft with { Access = access }, _house.Host, null, default))).Field);
        Assert.Equal(made, await _house.Webinars.Get(made.Id, default));
    }

    [Fact]
    public async Task What_is_for_who_was_invited_stands_in_no_list_but_its_hosts()
    {
        var listed = await _house.Scheduled();
        var hidden = await _house.Scheduled();
        await Edit(hidden, new(AccessPolicy.InviteOnly));
        Assert.Equal([listed.Id], await Ids(WebinarView.Upcoming));
        Assert.Equal(2, (await _house.List.Run(WebinarView.Mine, _house.Host.Id, 10, null, default)).Items.Count);

        // The vendor is asked about it all the same.
        Assert.Equal(hidden.Id, Assert.Single(await _house.Webinars.Find(WebinarLists.Unlisted, "", "~", 10, descending: false, default)).Id);
        await Edit(hidden, new(AccessPolicy.Open));
        Assert.Equal(2, (await Ids(WebinarView.Upcoming)).Count());

        var over = await _house.Live();
        await Edit(over, new(AccessPolicy.InviteOnly));
        await _house.End.Run(over.Id, _house.Host, default);
        Assert.Empty(await Ids(WebinarView.Past));
        await Edit(over, new(AccessPolicy.Registered));
        Assert.Equal([over.Id], await Ids(WebinarView.Past));
    }

    private async Task<Access> Edit(Webinar webinar, AccessChange access) =>
        (await _house.Edit.Run(webinar.Id, new WebinarChange(null, null, null, null, null, access), null, _house.Host, default)).Access;

    private async Task<IEnumerable<Guid>> Ids(WebinarView view) => (await _house.List.Run(view, null, 100, null, default)).Items.Select(webinar => webinar.Id);
}

using Webinars.People;
using Webinars.Rooms.Feedback;
using Webinars.Rooms.Presence;
using Webinars.Scheduling;

namespace Webinars.Core.Tests;

/// <summary>What moderators read of the feedback: how many, how good, what was said, and how many of those who were there answered.</summary>
public class FeedbackSummaryTests
{
    private readonly House _house = new();

    private ReadFeedback Read => new(_house.Webinars, _house.Rooms, _house.Visits, _house.Time);

    [Fact]
    public async Task Without_any_there_is_no_average()
    {
        var webinar = await _house.Ended();
        var summary = await Read.Run(webinar.Id, _house.Host, 50, null, default);
        Assert.Equal((0, null, null), (summary.Count, summary.Average, summary.Next));
        Assert.Equal([0, 0, 0, 0, 0], summary.Ratings);
        Assert.Equal(new Turnout(0, 0), summary.Turnout);
    }

    [Fact]
    public async Task It_counts_and_pages_through_the_comments_newest_first()
    {
        var webinar = await _house.Ended();
        for (var i = 1; i <= 7; i++)
        {
            await Leave(webinar, Guid.NewGuid(), 1 + (i % 5), i == 4 ? null : $"Comment {i}");
        }

        var first = await Read.Run(webinar.Id, _house.Host, 4, null, default);
        Assert.Equal((7, 2.86), (first.Count, first.Average));
        Assert.Equal([1, 2, 2, 1, 1], first.Ratings);
        Assert.Equal(["Comment 7", "Comment 6", "Comment 5", "Comment 3"], first.Comments.Select(one => one.Text));

        // What comes meanwhile moves no page.
        await Leave(webinar, Guid.NewGuid(), 5, "Comment 8");
        var second = await Read.Run(webinar.Id, _house.Host, 4, first.Next, default);
        Assert.Equal(["Comment 2", "Comment 1"], second.Comments.Select(one => one.Text));
        Assert.Equal((null, null), (second.Next, second.Turnout));
    }

    [Fact]
    public async Task Those_who_were_there_for_a_minute_count_and_those_who_lead_do_not()
    {
        var webinar = await _house.Ended();
        var (from, ada, otto, stays, gone, early, moderator) = (webinar.WentLiveAt!.Value, Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), new Person(Guid.NewGuid(), null, "Mo", null, null));
        await _house.Gives(webinar, moderator, Role.Moderator);
        await Was(webinar, ada, from, from.AddSeconds(40));
        await Was(webinar, ada, from.AddMinutes(5), from.AddMinutes(5).AddSeconds(20));
        await Was(webinar, otto, from.AddMinutes(-1), from.AddMinutes(20));
        await Was(webinar, gone, from, from.AddSeconds(59));
        await Was(webinar, stays, from.AddMinutes(1), from.AddMinutes(1), Guid.NewGuid());
        await Was(webinar, early, from.AddMinutes(-30), from.AddSeconds(5));
        await Was(webinar, moderator.Id, from, from.AddMinutes(20));
        await Was(webinar, _house.Host.Id, from, from.AddMinutes(20));
        await Leave(webinar, ada, 5, null);
        await Leave(webinar, gone, 1, null);
        var summary = await Read.Run(webinar.Id, moderator, 50, null, default);
        Assert.Equal((2, new Turnout(3, 1)), (summary.Count, summary.Turnout));
    }

    [Fact]
    public async Task Nobody_else_reads_it()
    {
        var webinar = await _house.Ended();
        var panelist = new Person(Guid.NewGuid(), null, "Pia", null, null);
        await _house.Gives(webinar, panelist, Role.Panelist);
        Assert.All(await Task.WhenAll(Codes(webinar.Id, _house.Guest), Codes(webinar.Id, panelist)), code => Assert.Equal("not-allowed", code));
        var draft = await _house.Schedule.Run(_house.Draft, _house.Host, null, default);
        Assert.Equal("not-found", await Codes(draft.Id, _house.Guest));
        Assert.Equal("not-found", await Codes(Guid.NewGuid(), _house.Host));
    }

    private Task<string> Codes(Guid webinar, Person person) => Refused.Code(() => Read.Run(webinar, person, 50, null, default));

    private async Task Leave(Webinar webinar, Guid person, int rating, string? comment) =>
        await (await _house.Rooms.Open(webinar.Id)).Post(new LeaveFeedback(new Actor(person, "Somebody", Role.Attendee), "c", rating, comment));

    private Task Was(Webinar webinar, Guid person, DateTimeOffset from, DateTimeOffset until, params Guid[] nodes) =>
        _house.Visits.Save([VisitStore.ToPut(new Visit { Webinar = webinar.Id, Person = person, Name = "Somebody", JoinedAt = from, SeenUntil = until, Nodes = nodes })], default);
}

using CsCheck;
using Webinars.Log;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.Feedback;
using Webinars.Rooms.Moderation.Sanctions;
using Webinars.Rooms.Roles;
using Webinars.Scheduling;

namespace Webinars.Core.Tests;

/// <summary>Feedback after the end: one of each person, the last that they said, for moderators alone.</summary>
public class FeedbackTests
{
    private static readonly Actor Host = new(Guid.NewGuid(), "Hanna", Role.Owner);
    private static readonly Actor Ada = new(Guid.NewGuid(), "Ada", Role.Attendee);
    private static readonly Actor Otto = new(Guid.NewGuid(), "Otto", Role.Attendee);
    private static readonly Room Live = Story.Fold(new StatusChanged(WebinarStatus.Live, 3) { By = Host });
    private static readonly Room Over = Live.Then(new StatusChanged(WebinarStatus.Ended, 4));

    [Fact]
    public void A_person_has_one_and_the_last_counts()
    {
        var room = Over.Does(Leave(Ada, 2, "Too long.")).Does(Leave(Otto, 5)).Does(Leave(Ada, 4));
        Assert.Equal([0, 0, 0, 1, 1], room.SeenBy(Host).Ratings!);
        Assert.Equal(new OwnFeedback(4, null), room.SeenBy(Ada).Feedback);
        Assert.Empty(room.Decides(Leave(Ada, 4)).Events);
        Assert.Single(room.Decides(Leave(Ada, 4, "And yet.")).Events);
    }

    [Fact]
    public void Others_see_their_own_only_and_no_totals()
    {
        var left = (FeedbackLeft)Over.Decides(Leave(Ada, 4, "Good.")).Events.Single();
        var room = Over.Apply(left);
        Assert.Equal((4, "Good."), (room.Shows(left, Ada)!.Rating, room.Shows(left, Ada)!.Comment));
        Assert.Null(room.Shows(left, Ada)!.Ratings);
        Assert.Equal([0, 0, 0, 1, 0], room.Shows(left, Host)!.Ratings!);
        foreach (var other in new[] { Otto, new Actor(Guid.NewGuid(), "Cleo", Role.Panelist) })
        {
            Assert.Null(room.Shows(left, other));
            Assert.Equal((null, null), (room.SeenBy(other).Feedback, room.SeenBy(other).Ratings));
        }

        Assert.Null(room.SeenBy(Ada).Ratings);
        Assert.Equal([Ada.Id], left.Concerns(room));
    }

    [Fact]
    public void What_was_replaced_is_shown_to_nobody_any_more()
    {
        var first = (FeedbackLeft)Over.Decides(Leave(Ada, 1, "I was angry.")).Events.Single();
        var room = Over.Apply(first).Does(Leave(Ada, 5));
        Assert.All([Host, Ada, Otto], viewer => Assert.Null(room.Shows(first, viewer)));
    }

    [Theory]
    [InlineData(WebinarStatus.Draft)]
    [InlineData(WebinarStatus.Scheduled)]
    [InlineData(WebinarStatus.Starting)]
    [InlineData(WebinarStatus.Live)]
    [InlineData(WebinarStatus.Interrupted)]
    [InlineData(WebinarStatus.Cancelled)]
    public void Before_the_end_there_is_nothing_to_rate(WebinarStatus status) =>
        Assert.Equal("wrong-state", Story.Fold(new StatusChanged(status, 4) { By = Host }).Refuses(Leave(Ada, 5)));

    [Theory]
    [InlineData(WebinarStatus.Ended)]
    [InlineData(WebinarStatus.Replay)]
    public void After_the_end_there_is(WebinarStatus status) => Assert.Null(Live.Then(new StatusChanged(status, 4)).Refuses(Leave(Ada, 5)));

    [Theory]
    [InlineData(Role.Attendee, null)]
    [InlineData(Role.Panelist, null)]
    [InlineData(Role.Moderator, "not-allowed")]
    [InlineData(Role.Host, "not-allowed")]
    [InlineData(Role.Owner, "not-allowed")]
    public void Who_reads_it_leaves_none(Role role, string? refusal) => Assert.Equal(refusal, Over.Refuses(Leave(new Actor(Guid.NewGuid(), "Cleo", role), 5)));

    [Fact]
    public void Who_was_removed_has_no_say()
    {
        var ban = new SanctionPerson(Host, "s", new SanctionRequest(SanctionKind.Ban, Ada.Id, null, null)) { Named = new Person(Ada.Id, null, Ada.Name, null, null) };
        var room = Live.Does(ban).Then(new StatusChanged(WebinarStatus.Ended, 4));
        Assert.Equal("banned", room.Refuses(Leave(Ada, 1)));
    }

    [Fact]
    public void Who_is_made_moderator_afterwards_sees_all_and_keeps_what_they_said()
    {
        var room = Over.Does(Leave(Ada, 3)).Does(Leave(Otto, 4)).Apply(new RoleChanged(Ada with { Role = Role.Moderator }) { Position = 9 });
        Assert.Equal([0, 0, 1, 1, 0], room.SeenBy(Ada).Ratings!);
        Assert.Equal(3, room.SeenBy(Ada).Feedback!.Rating);
    }

    [Theory]
    [InlineData(0, null, "invalid")]
    [InlineData(6, null, "invalid")]
    [InlineData(int.MinValue, null, "invalid")]
    [InlineData(3, "a\0b", "bad-text")]
    public void What_cannot_be_kept_is_refused_before_the_queue(int rating, string? comment, string code) =>
        Assert.Equal(code, Refused.With(() => { new LeaveFeedback(Ada, "c", rating, comment).Checked(); }).Code);

    [Fact]
    public void A_comment_is_cleaned_and_of_a_thousand_characters_at_most()
    {
        Assert.Null(Leave(Ada, 3, " \u200B\r\n ").Comment);
        Assert.Equal("Good.\nThank you.", Leave(Ada, 3, "Go\u202Eod.\r\nThank you. ").Comment);
        Assert.Equal(1_000, Leave(Ada, 3, new string('x', 1_000)).Comment!.Length);
        Assert.Equal("too-long", Refused.With(() => { Leave(Ada, 3, new string('x', 1_001)); }).Code);
        Assert.Equal("bad-text", Refused.With(() => { Leave(Ada, 3, new string('\uD800', 1)); }).Code);
    }

    [Fact]
    public void An_event_is_read_as_it_was_written()
    {
        var left = new FeedbackLeft(4, "Good.") { By = Ada, At = House.Noon };
        Assert.Equal(left with { Position = 9 }, RoomEventJson.Read(new(9, RoomEventJson.Write(left))));
        Assert.DoesNotContain("ratings", RoomEventJson.Write(left), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_says_whatever_on_two_nodes_that_die_and_come_back_what_stays_is_the_last_of_each() =>
        await Gen.Select(Gen.Int[0, 5], Gen.Int[1, 5], Gen.Int[0, 2], Gen.Int[0, 1], Gen.Int[0, 9]).Array[1, 40].SampleAsync(
            async said =>
            {
                var store = new StoreUnderLoad(new MemoryStore());
                var first = new House(store);
                var webinar = await first.Ended();
                LiveRoom[] rooms = [await first.Rooms.Open(webinar.Id), await new House(store).Rooms.Open(webinar.Id)];
                var people = Enumerable.Range(0, 6).Select(i => new Actor(new Guid(i + 1, 0, 0, new byte[8]), $"P{i}", Role.Attendee)).ToArray();
                var last = new Dictionary<Guid, (int, string?)>();
                foreach (var (i, (who, rating, comment, node, chance)) in said.Index())
                {
                    if (chance == 0)
                    {
                        rooms[node] = await new House(store).Rooms.Open(webinar.Id);
                    }

                    var action = new LeaveFeedback(people[who], $"c{i}", rating, comment == 0 ? null : $"Comment {comment}");
                    await rooms[node].Post(action);
                    last[people[who].Id] = (rating, action.Comment);

                    // An answer that was lost is asked for again, of the other node too.
                    if (chance == 1)
                    {
                        await rooms[1 - node].Post(action);
                    }
                }

                var book = (await new House(store).Rooms.Open(webinar.Id)).State.Feedback;
                Assert.Equal(last.OrderBy(one => one.Key), book.Newest.Values.Select(left => KeyValuePair.Create(left.By!.Id, (left.Rating, left.Comment))).OrderBy(one => one.Key));
                Assert.Equal(Enumerable.Range(1, 5).Select(stars => last.Values.Count(one => one.Item1 == stars)), book.Ratings);
            },
            iter: 60,
            threads: 2);

    [Fact]
    public async Task All_at_once_on_two_nodes_each_counts_once()
    {
        var store = new StoreUnderLoad(new MemoryStore());
        var first = new House(store);
        var webinar = await first.Ended();
        LiveRoom[] rooms = [await first.Rooms.Open(webinar.Id), await new House(store).Rooms.Open(webinar.Id)];
        var people = Enumerable.Range(0, 20).Select(i => Ada with { Id = Guid.NewGuid() }).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => rooms[i % 2].Post(new LeaveFeedback(people[i % 20], $"c{i}", 1 + (i % 5), null)))));
        var book = (await new House(store).Rooms.Open(webinar.Id)).State.Feedback;
        Assert.Equal((20, 20), (book.Newest.Count, book.Ratings.Sum()));
    }

    private static LeaveFeedback Leave(Actor by, int rating, string? comment = null) => (LeaveFeedback)new LeaveFeedback(by, "c", rating, comment).Checked();
}

using System.Text.Json;

namespace Webinars.Web.Tests;

public sealed class RoomTests(WebinarsApp app) : IClassFixture<WebinarsApp>
{
    [Fact]
    public async Task What_one_says_everybody_hears_in_the_same_order()
    {
        var (host, attendees, webinar) = await app.Scheduled(3);
        await using var first = await host.Enter(webinar);
        await using var second = await attendees[0].Enter(webinar);
        await using var third = await attendees[1].Enter(webinar);

        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => (i % 3 == 0 ? first : i % 3 == 1 ? second : third).Say($"message {i}")));

        await Task.WhenAll(new[] { first, second, third }.Select(room => room.Until(one => one.Texts.Count() == 60)));
        Assert.Equal(first.Texts, second.Texts);
        Assert.Equal(first.Texts, third.Texts);
        Assert.Equal(first.Events.Select(one => one.GetProperty("position").GetInt64()), Enumerable.Range(3, 60).Select(i => (long)i));
        Assert.Equal(0, first.Gaps + second.Gaps + third.Gaps);
    }

    [Fact]
    public async Task The_same_client_id_is_the_same_message()
    {
        var (_, attendees, webinar) = await app.Scheduled(2);
        await using var room = await attendees[0].Enter(webinar);
        await using var other = await attendees[1].Enter(webinar);

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => room.Say("once", "same-id")));
        Assert.Single(answers.Select(one => one.GetProperty("position").GetInt64()).Distinct());
        Assert.Single(answers, one => !one.GetProperty("duplicate").GetBoolean());

        await room.IsRefused("idempotency-conflict", "PostMessage", "same-id", "twice", null);
        Assert.False((await other.Say("somebody else's", "same-id")).GetProperty("duplicate").GetBoolean());
        await room.Until(one => one.Texts.Count() == 2);
    }

    [Fact]
    public async Task Who_comes_late_gets_a_snapshot_and_who_comes_back_gets_what_was_missed()
    {
        var (host, attendees, webinar) = await app.Scheduled(1);
        await using var speaker = await host.Enter(webinar);
        await using var room = await attendees[0].Enter(webinar);
        await speaker.Say("before");
        await room.Until(one => one.Texts.Contains("before"));
        await room.DisposeAsync();
        await speaker.Say("while away");

        await room.Connect();
        Assert.Equal(["before", "while away"], room.Texts);

        await using var late = await attendees[0].Enter(webinar);
        Assert.Equal(["before", "while away"], late.Texts);
        Assert.Equal("scheduled", late.Snapshot.GetProperty("status").GetString());
        Assert.Equal("attendee", late.You.GetProperty("role").GetString());
    }

    [Fact]
    public async Task A_position_of_another_epoch_or_beyond_the_end_gets_a_snapshot()
    {
        var (_, attendees, webinar) = await app.Scheduled(1);
        await using var room = await attendees[0].Enter(webinar);
        Assert.True((await room.Call("Resume", 1L, "another")).TryGetProperty("snapshot", out _));
        Assert.True((await room.Call("Resume", 1_000_000L, room.Epoch)).TryGetProperty("snapshot", out _));
        Assert.True((await room.Call("Resume", -5L, room.Epoch)).TryGetProperty("snapshot", out _));
        Assert.True((await room.Call("Resume", 1L, room.Epoch)).TryGetProperty("events", out _));
    }

    [Fact]
    public async Task A_question_is_voted_up_once_per_person_and_answered_once()
    {
        var (host, attendees, webinar) = await app.Scheduled(2);
        await using var moderator = await host.Enter(webinar);
        await using var asker = await attendees[0].Enter(webinar);
        await using var voter = await attendees[1].Enter(webinar);

        var question = (await asker.Ask("Will this be recorded?")).GetProperty("position").GetInt64();
        await voter.Vote(question);
        await voter.Vote(question);
        await asker.Vote(question);
        Assert.Equal(2, await Votes(moderator, question, 2));
        await voter.Vote(question, on: false);
        Assert.Equal(1, await Votes(moderator, question, 1));

        await voter.IsRefused("not-allowed", "AnswerQuestion", "a-1", question, "No.", false);
        await moderator.Answer(question, "Yes, it will.");
        await moderator.IsRefused("already-answered", "AnswerQuestion", "a-2", question, "Yes!", false);
        await voter.Hears("questionAnswered");

        await moderator.Resume();
        await using var late = await attendees[1].Enter(webinar);
        var shown = Assert.Single(late.Snapshot.GetProperty("questions").EnumerateArray());
        Assert.Equal("answered", shown.GetProperty("state").GetString());
        Assert.Equal("Yes, it will.", shown.GetProperty("answer").GetProperty("text").GetString());
        Assert.False(shown.GetProperty("mine").GetBoolean());
    }

    [Fact]
    public async Task A_private_answer_reaches_only_its_asker_and_the_hosts()
    {
        var (host, attendees, webinar) = await app.Scheduled(2);
        await using var moderator = await host.Enter(webinar);
        await using var asker = await attendees[0].Enter(webinar);
        await using var other = await attendees[1].Enter(webinar);
        var question = (await asker.Ask("What is my invoice number?")).GetProperty("position").GetInt64();

        await moderator.Answer(question, "SENTINEL-4711", isPrivate: true);
        await Task.WhenAll(new[] { moderator, asker, other }.Select(room => room.Hears("questionAnswered")));

        Assert.Contains("SENTINEL-4711", Everything(asker), StringComparison.Ordinal);
        Assert.Contains("SENTINEL-4711", Everything(moderator), StringComparison.Ordinal);
        await using var late = await attendees[1].Enter(webinar);
        Assert.DoesNotContain("SENTINEL-4711", Everything(other) + Everything(late), StringComparison.Ordinal);
        await using var again = await attendees[0].Enter(webinar);
        Assert.Contains("SENTINEL-4711", Everything(again), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_anonymous_asker_is_named_to_nobody_else()
    {
        var (host, attendees, webinar) = await app.Scheduled(1);
        await using var moderator = await host.Enter(webinar);
        await using var asker = await attendees[0].Enter(webinar);
        var me = asker.You.GetProperty("id").GetString()!;

        await asker.Ask("Is this anonymous?", anonymous: true);
        await Task.WhenAll(moderator.Hears("questionAsked"), asker.Hears("questionAsked"));
        await using var late = await host.Enter(webinar);

        Assert.DoesNotContain(me, Everything(moderator) + Everything(late), StringComparison.Ordinal);
        Assert.Contains(me, Everything(asker), StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_are_counted_once_however_many_tabs_they_have()
    {
        var (host, attendees, webinar) = await app.Scheduled(2);
        await using var one = await host.Enter(webinar);
        await using var two = await attendees[0].Enter(webinar);
        await using var twice = await attendees[0].Enter(webinar);
        await using var three = await attendees[1].Enter(webinar);
        await one.Until(room => Viewers(room) == 3, "three viewers");
        await three.DisposeAsync();
        await one.Until(room => Viewers(room) == 2, "two viewers");
    }

    [Fact]
    public async Task Older_messages_come_from_the_log_newest_first()
    {
        var (host, attendees, webinar) = await app.Scheduled(1);
        await using var speaker = await host.Enter(webinar);
        for (var i = 0; i < 130; i++)
        {
            await speaker.Say($"{i}");
        }

        await using var room = await attendees[0].Enter(webinar);
        Assert.Equal(100, room.Snapshot.GetProperty("messages").GetArrayLength());
        var oldest = room.Snapshot.GetProperty("messages")[0].GetProperty("position").GetInt64();
        var older = await room.Call("History", oldest, 20);
        Assert.Equal(Enumerable.Range(10, 20).Reverse().Select(i => $"{i}"), older.EnumerateArray().Select(one => one.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task What_may_be_null_at_the_end_of_a_call_may_be_left_out()
    {
        var (host, _, webinar) = await app.Scheduled(0);
        await using var room = await host.Enter(webinar);
        await room.Call("PostMessage", "short-1", "without a reply");
        Assert.True((await room.Call("Resume")).TryGetProperty("snapshot", out _));
        await room.IsRefused("too-short", "PostMessage", "short-2");
        await Assert.ThrowsAnyAsync<Exception>(() => room.Call("Vote", "short-3"));
    }

    [Fact]
    public async Task A_vote_shows_in_the_persons_other_tab()
    {
        var (_, attendees, webinar) = await app.Scheduled(2);
        await using var asker = await attendees[0].Enter(webinar);
        await using var tab = await attendees[1].Enter(webinar);
        await using var otherTab = await attendees[1].Enter(webinar);
        var question = (await asker.Ask("Where are the slides?")).GetProperty("position").GetInt64();
        await tab.Vote(question);
        await otherTab.Hears("voteCast");
        await tab.Hears("voteCast");
        Assert.DoesNotContain(asker.Events, one => RoomClient.Type(one) == "voteCast");
    }

    [Fact]
    public async Task Who_is_too_fast_is_told_how_long_to_wait()
    {
        var (host, attendees, webinar) = await app.Scheduled(1);
        await using var room = await attendees[0].Enter(webinar);
        await using var other = await host.Enter(webinar);
        var question = (await other.Ask("How fast may one vote?")).GetProperty("position").GetInt64();
        var refused = 0;
        for (var i = 0; i < 30; i++)
        {
            try
            {
                await room.Vote(question, on: i % 2 == 0);
            }
            catch (Exception error) when (error.Message.EndsWith("HubException: too-fast", StringComparison.Ordinal))
            {
                refused++;
            }
        }

        Assert.True(refused > 0, "Thirty votes in a row were all taken.");
        await room.Until(one => one.Notices.Count(notice => notice.GetProperty("code").GetString() == "too-fast") == refused, "a notice for each refusal");
        Assert.All(room.Notices, notice => Assert.InRange(notice.GetProperty("retryAfterSeconds").GetInt32(), 1, 2));
        await other.Vote(question, on: true);
    }

    [Theory]
    [InlineData("bad-client-id", "", "hello")]
    [InlineData("bad-client-id", "no spaces", "hello")]
    [InlineData("too-short", "a", "   ")]
    [InlineData("too-short", "b", "\u200b\u200b")]
    [InlineData("bad-text", "c", "nul \0 nul")]
    public async Task Bad_input_is_refused_and_nobody_hears_of_it(string code, string clientId, string text)
    {
        var (host, attendees, webinar) = await app.Scheduled(1);
        await using var room = await attendees[0].Enter(webinar);
        await using var other = await host.Enter(webinar);
        await room.IsRefused(code, "PostMessage", clientId, text, null);
        await room.IsRefused("too-long", "PostMessage", "long", new string('x', 501), null);
        await room.IsRefused("not-found", "PostMessage", "reply", "to nothing", 999L);
        await room.IsRefused("not-found", "Vote", "vote", 999L, true);
        await room.Say("still here");
        await other.Until(one => one.Texts.Any());
        Assert.Equal(["still here"], other.Texts);
    }

    private static int Viewers(RoomClient room) => room.Pulse.ValueKind is JsonValueKind.Object ? room.Pulse.GetProperty("viewers").GetInt32() : -1;

    private static string Everything(RoomClient room) => string.Join('\n', room.Events) + room.Snapshot;

    private static async Task<int> Votes(RoomClient room, long question, int expected)
    {
        await room.Until(one => Count(one) == expected, $"{expected} votes");
        return Count(room);

        int Count(RoomClient one) => one.Pulse.ValueKind is JsonValueKind.Object && one.Pulse.TryGetProperty("votes", out var votes)
            && votes.TryGetProperty($"{question}", out var count) ? count.GetInt32() : -1;
    }
}

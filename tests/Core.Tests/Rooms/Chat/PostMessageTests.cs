using Webinars.Log;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.Chat;
using Webinars.Rooms.Moderation;
using Webinars.Scheduling;
using static Webinars.Core.Tests.ChatStory;

namespace Webinars.Core.Tests;

/// <summary>Who may say what in the chat, and when.</summary>
public class PostMessageTests
{
    [Theory]
    [InlineData(ChatMode.Everyone, null, null)]
    [InlineData(ChatMode.Hosts, "hosts-only", null)]
    [InlineData(ChatMode.Off, "chat-off", "chat-off")]
    public void The_hosts_say_who_may_write(ChatMode mode, string? attendee, string? panelist)
    {
        var room = Live.With(RoomSettings.Default with { Chat = mode });
        Assert.Equal(attendee, room.Refuses(Say(Ada, "Hello")));
        Assert.Equal(panelist, room.Refuses(Say(Pia, "Hello")));
        Assert.Equal(attendee, room.Refuses(new EditMessage(Ada, "c", 2, "Hello you")));
    }

    [Theory]
    [InlineData(WebinarStatus.Scheduled, true, null)]
    [InlineData(WebinarStatus.Scheduled, false, "not-live")]
    [InlineData(WebinarStatus.Starting, false, "not-live")]
    [InlineData(WebinarStatus.Live, false, null)]
    [InlineData(WebinarStatus.Interrupted, false, null)]
    public void Attendees_write_early_only_where_the_hosts_allow_it(WebinarStatus status, bool early, string? refusal)
    {
        var room = Live.Then(new StatusChanged(status, 4)).With(RoomSettings.Default with { OpenEarly = early });
        Assert.Equal(refusal, room.Refuses(Say(Ada, "Hello")));
        Assert.Null(room.Refuses(Say(Pia, "Hello")));
    }

    [Fact]
    public void The_same_words_to_somebody_else_are_another_message()
    {
        var (ada, otto) = (new PostMessage(Pia, "c", "Hi", null, [Ada.Id]), new PostMessage(Pia, "c", "Hi", null, [Otto.Id]));
        Assert.NotEqual(ada.Digest(), otto.Digest());
        Assert.NotEqual(ada.Digest(), new PostMessage(Pia, "c", "Hi", null).Digest());
        Assert.Equal(ada.Digest(), new PostMessage(Pia, "c", "Hi", null, [Ada.Id, Ada.Id]).Checked().Digest());
    }

    [Fact]
    public void Slow_mode_says_exactly_how_long_to_wait()
    {
        var room = Live.With(RoomSettings.Default with { SlowModeSeconds = 30 }).Does(Say(Ada, "One"), 100);
        var refused = room.Decides(Say(Ada, "Two"), 108).Refusal!;
        Assert.Equal(("slow-mode", TimeSpan.FromSeconds(22)), (refused.Code, refused.RetryAfter));
        Assert.Equal("slow-mode", room.Refuses(Say(Ada, "Two"), 129.9));
        Assert.Null(room.Refuses(Say(Ada, "Two"), 130));
    }

    [Fact]
    public void Slow_mode_is_each_ones_own_and_not_for_panelists()
    {
        var room = Live.With(RoomSettings.Default with { SlowModeSeconds = 30 }).Does(Say(Ada, "One"), 100).Does(Say(Pia, "One"), 100);
        Assert.Null(room.Refuses(Say(Otto, "Two"), 101));
        Assert.Null(room.Refuses(Say(Pia, "Two"), 101));
        Assert.Null(room.With(RoomSettings.Default).Refuses(Say(Ada, "Two"), 101));
    }

    [Fact]
    public void Slow_mode_counts_from_the_last_message_also_when_it_begins_later_and_not_from_a_refused_one()
    {
        var room = Live.Does(Say(Ada, "One"), 100).With(RoomSettings.Default with { SlowModeSeconds = 30, BlockedWords = ["spam"] });
        Assert.Equal("slow-mode", room.Refuses(Say(Ada, "Two"), 110));
        Assert.Equal("blocked-word", room.Refuses(Say(Ada, "Spam"), 129));
        Assert.Null(room.Refuses(Say(Ada, "Two"), 130));
    }

    [Fact]
    public void Links_may_be_for_hosts_only()
    {
        var room = Live.With(RoomSettings.Default with { Links = LinkPolicy.Hosts });
        Assert.Equal("links-not-allowed", room.Refuses(Say(Ada, "see https://example.com")));
        Assert.Equal("links-not-allowed", room.Refuses(new EditMessage(Ada, "c", 2, "see https://example.com")));
        Assert.Null(room.Refuses(Say(Ada, "see you")));
        Assert.Null(room.Refuses(Say(Pia, "see https://example.com")));
        Assert.Null(Live.Refuses(Say(Ada, "see https://example.com")));
    }

    [Fact]
    public void A_blocked_word_is_refused_from_everybody()
    {
        var room = Live.With(RoomSettings.Default with { BlockedWords = ["casino"] });
        Assert.Equal("blocked-word", room.Refuses(Say(Ada, "My CASÍNO!")));
        Assert.Equal("blocked-word", room.Refuses(Say(Pia, "casino")));
        Assert.Equal("blocked-word", room.Refuses(new EditMessage(Ada, "c", 2, "casino")));
        Assert.Null(room.Refuses(Say(Ada, "casinos")));
    }

    [Fact]
    public void A_flagged_word_is_accepted_and_only_moderators_see_the_flag()
    {
        var room = Live.With(RoomSettings.Default with { FlaggedWords = ["refund"] });
        var posted = (MessagePosted)room.Decides(Say(Ada, "Refund, please")).Events.Single();
        room = room.Apply(posted);
        Assert.Equal("refund", room.Message(posted.Position, Mona).Flagged);
        Assert.Null(room.Message(posted.Position, Ada).Flagged);
        Assert.Equal("refund", room.Shows(posted, Mona)!.Flagged);
        Assert.Null(room.Shows(posted, Ada)!.Flagged);
        Assert.Equal("Refund, please", room.Shows(posted, Otto)!.Text);
    }

    [Fact]
    public void A_new_list_of_words_flags_nothing_old_and_keeps_the_flags_there_are()
    {
        var room = Live.With(RoomSettings.Default with { FlaggedWords = ["refund"] }).Does(Say(Ada, "Refund, please")).With(RoomSettings.Default with { FlaggedWords = ["hello"] });
        Assert.Null(room.Message(2, Mona).Flagged);
        Assert.Equal("refund", room.Message(6, Mona).Flagged);
        Assert.Equal("hello", room.Does(new EditMessage(Ada, "c", 6, "Hello again")).Message(6, Mona).Flagged);
        Assert.Null(room.Does(new EditMessage(Ada, "c", 6, "Nothing")).Message(6, Mona).Flagged);
    }

    [Fact]
    public void At_most_ten_people_are_mentioned_each_once()
    {
        var ten = Enumerable.Range(0, 10).Select(_ => Guid.NewGuid()).ToList();
        Assert.Equal(ten[..2], ((PostMessage)new PostMessage(Ada, "c", "x", null, [ten[0], ten[1], ten[0]]).Checked()).Mentions);
        Assert.Equal(10, ((PostMessage)new PostMessage(Ada, "c", "x", null, ten).Checked()).Mentions!.Count);
        Assert.Null(((PostMessage)new PostMessage(Ada, "c", "x", null, []).Checked()).Mentions);
        Assert.Equal(("invalid", "mentions"), Invalid(new PostMessage(Ada, "c", "x", null, [.. ten, Guid.NewGuid()])));
    }

    [Fact]
    public void Panelists_and_above_are_free_of_the_limit() =>
        Assert.Equal([Limited.Chat, null, null, null], new[] { Ada, Pia, Mona, Olga }.Select(actor => Say(actor, "x").Limit));

    private static PostMessage Say(Actor by, string text) => new(by, "c", text, null);

    private static (string, string?) Invalid(RoomAction action)
    {
        var refusal = Refused.With(() => { action.Checked(); });
        return (refusal.Code, refusal.Field);
    }
}

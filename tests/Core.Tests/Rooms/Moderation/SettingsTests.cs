using System.Text.Json;
using Webinars.Log;
using Webinars.Rooms.Moderation;
using static Webinars.Core.Tests.ChatStory;

namespace Webinars.Core.Tests;

public class SettingsTests
{
    private static readonly RoomSettings Strict = new(ChatMode.Hosts, 60, LinkPolicy.Hosts, ["casino"], ["refund"], QuestionMode.Off, true, false, false, true, false);

    [Fact]
    public void Which_list_a_word_stands_in_makes_another_request()
    {
        var one = RoomSettings.Default with { BlockedWords = ["a b"], FlaggedWords = ["c"] };
        var other = RoomSettings.Default with { BlockedWords = ["a"], FlaggedWords = ["b c"] };
        Assert.NotEqual(new ChangeSettings(Mona, "c", one).Digest(), new ChangeSettings(Mona, "c", other).Digest());
    }

    [Fact]
    public void A_moderator_changes_all_of_them_at_once()
    {
        Assert.Equal(Json(Strict), Json(Live.Does(new ChangeSettings(Mona, "c", Strict)).Settings));
        Assert.All([Ada, Pia], actor => Assert.Equal("not-allowed", Live.Refuses(new ChangeSettings(actor, "c", Strict))));
    }

    [Fact]
    public void Only_moderators_see_the_lists_of_words()
    {
        var change = new ChangeSettings(Mona, "c", Strict);
        var room = Live.Does(change);
        Assert.Equal(["casino"], Live.Told<SettingsChanged>(change, Max)!.Settings.BlockedWords);
        Assert.Equal(["refund"], room.SeenBy(Mona).Settings.FlaggedWords);
        Assert.All([Ada, Pia], reader =>
        {
            Assert.Equal(Strict with { BlockedWords = null, FlaggedWords = null }, Live.Told<SettingsChanged>(change, reader)!.Settings);
            Assert.Equal(Strict with { BlockedWords = null, FlaggedWords = null }, room.SeenBy(reader).Settings);
        });
    }

    [Fact]
    public void Words_that_are_left_out_stay()
    {
        var room = Live.With(Strict).Does(new ChangeSettings(Mona, "c", Strict with { SlowModeSeconds = 5, BlockedWords = null, FlaggedWords = [] }));
        Assert.Equal((5, "casino", 0), (room.Settings.SlowModeSeconds, room.Settings.BlockedWords!.Single(), room.Settings.FlaggedWords!.Count));
    }

    [Fact]
    public void The_same_settings_change_nothing()
    {
        Assert.Empty(Live.With(Strict).Decides(new ChangeSettings(Mona, "c", Strict with { BlockedWords = ["casino"] })).Events);
        Assert.Single(Live.With(Strict).Decides(new ChangeSettings(Mona, "c", Strict with { BlockedWords = ["casinos"] })).Events);
    }

    [Fact]
    public void Slow_mode_has_eight_steps()
    {
        Assert.All([0, 3, 5, 10, 30, 60, 120, 300], seconds => Assert.NotNull(new ChangeSettings(Mona, "c", Strict with { SlowModeSeconds = seconds }).Checked()));
        Assert.All([-1, 1, 4, 301, int.MaxValue], seconds => Assert.Equal("slowModeSeconds", Invalid(Strict with { SlowModeSeconds = seconds }).Field));
    }

    [Fact]
    public void Only_known_modes_are_taken()
    {
        Assert.Equal("chat", Invalid(Strict with { Chat = (ChatMode)3 }).Field);
        Assert.Equal("links", Invalid(Strict with { Links = (LinkPolicy)(-1) }).Field);
        Assert.Equal("questions", Invalid(Strict with { Questions = (QuestionMode)2 }).Field);
        Assert.Equal("settings", Invalid(null!).Field);
    }

    [Fact]
    public void Two_hundred_words_of_fifty_characters_and_none_that_is_in_every_text()
    {
        var words = Enumerable.Range(0, 200).Select(i => $"{i}").ToList();
        Assert.NotNull(new ChangeSettings(Mona, "c", Strict with { BlockedWords = words, FlaggedWords = words }).Checked());
        Assert.Equal(("invalid", "blockedWords"), Seen(Strict with { BlockedWords = [.. words, "x"] }));
        Assert.Equal(("too-long", "flaggedWords"), Seen(Strict with { FlaggedWords = [new string('x', 51)] }));
        Assert.Equal(("too-short", "blockedWords"), Seen(Strict with { BlockedWords = [" "] }));
        Assert.Equal(("too-short", "blockedWords"), Seen(Strict with { BlockedWords = [null!] }));
        Assert.Equal(("invalid", "blockedWords"), Seen(Strict with { BlockedWords = ["\u0301"] }));
        Assert.Equal(["a b"], ((ChangeSettings)new ChangeSettings(Mona, "c", Strict with { BlockedWords = [" a\nb", "a b"] }).Checked()).Settings.BlockedWords);
    }

    [Fact]
    public void They_travel_as_the_protocol_says()
    {
        var json = JsonSerializer.Serialize(Strict with { BlockedWords = null, FlaggedWords = null }, RoomEventJson.Options);
        Assert.Equal(
            """{"chat":"hosts","slowModeSeconds":60,"links":"hosts","questions":"off","questionApproval":true,"anonymousQuestions":false,"openEarly":false,"attendeeRoster":true,"hands":false}""",
            json);
    }

    private static Refusal Invalid(RoomSettings settings) => Refused.With(() => { new ChangeSettings(Mona, "c", settings).Checked(); });

    private static (string, string?) Seen(RoomSettings settings) => Invalid(settings) is var refusal ? (refusal.Code, refusal.Field) : default;
}

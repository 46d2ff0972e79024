using System.Text.Json;

namespace Webinars.Web.Tests;

/// <summary>Chat and its moderation through the real door.</summary>
public sealed class ModerationTests(WebinarsApp app) : IClassFixture<WebinarsApp>
{
    [Fact]
    public async Task A_removed_message_goes_from_every_screen_and_comes_back()
    {
        var (host, attendees, webinar) = await app.Scheduled(1);
        await using var moderator = await host.Enter(webinar);
        await using var author = await attendees[0].Enter(webinar);
        var id = Position(await author.Say("secret one"));
        await author.Call("EditMessage", RoomClient.NewId(), id, "secret two");
        await moderator.Call("PinMessage", RoomClient.NewId(), id, true);
        await moderator.Call("ReactToMessage", RoomClient.NewId(), id, "❤️", true);
        await author.Call("ReportMessage", RoomClient.NewId(), id);
        await author.Until(room => Shown(room, "messagePinned") is { } pinned && pinned.GetProperty("message").GetProperty("text").GetString() == "secret two");
        await author.Until(room => room.Pulse.TryGetProperty("messages", out var messages) && messages.GetProperty($"{id}").GetProperty("❤️").GetInt32() == 1);
        await author.IsRefused("not-allowed", "RestoreMessage", RoomClient.NewId(), id);

        await moderator.Call("DeleteMessage", RoomClient.NewId(), id);
        await author.Hears("messageRemoved");
        Assert.Equal(("", "moderator"), Text(Shown(author, "messageRemoved")!.Value));
        await using (var late = await attendees[0].Enter(webinar))
        {
            Assert.DoesNotContain("secret", late.Snapshot.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("secret", (await late.Call("History", long.MaxValue, 100)).ToString(), StringComparison.Ordinal);
        }

        await moderator.Call("RestoreMessage", RoomClient.NewId(), id);
        await author.Hears("messageRestored");
        Assert.Equal(("secret two", null), Text(Shown(author, "messageRestored")!.Value));
        var audit = await moderator.Call("Audit", long.MaxValue, 100);
        Assert.Equal(["messageRestored", "messageRemoved", "messagePinned"], audit.EnumerateArray().Select(RoomClient.Type));
        await author.IsRefused("not-allowed", "Audit", long.MaxValue, 100);
    }

    [Fact]
    public async Task A_muted_person_hears_for_how_long_and_a_quiet_one_is_muted_by_their_id()
    {
        var (host, attendees, webinar) = await app.Scheduled(2);
        await using var moderator = await host.Enter(webinar);
        await using var quiet = await attendees[0].Enter(webinar);
        await using var other = await attendees[1].Enter(webinar);
        var person = quiet.You.GetProperty("id").GetString();
        var request = new { kind = "mute", personId = person, minutes = 5, removeMessages = false };
        await other.IsRefused("not-allowed", "Sanction", RoomClient.NewId(), request);
        await moderator.IsRefused("invalid", "Sanction", RoomClient.NewId(), request with { minutes = 7 });
        await moderator.IsRefused("not-found", "Sanction", RoomClient.NewId(), request with { personId = $"{Guid.NewGuid()}" });

        var id = Position(await moderator.Call("Sanction", RoomClient.NewId(), request));
        await quiet.Hears("personSanctioned");
        var sanction = Shown(quiet, "personSanctioned")!.Value.GetProperty("sanction");
        Assert.Equal((id, "mute", person), (sanction.GetProperty("id").GetInt64(), sanction.GetProperty("kind").GetString(), sanction.GetProperty("person").GetProperty("id").GetString()));
        await quiet.IsRefused("muted", "PostMessage", RoomClient.NewId(), "Hello", null);
        await quiet.Until(room => room.Notices.Count > 0);
        Assert.InRange(quiet.Notices.Single().GetProperty("retryAfterSeconds").GetInt32(), 290, 300);

        await moderator.Call("LiftSanction", RoomClient.NewId(), id);
        await quiet.Say("Hello");
        await other.Until(room => room.Texts.Contains("Hello"));
        Assert.DoesNotContain(other.Events, one => RoomClient.Type(one) is "personSanctioned" or "sanctionLifted");
    }

    [Fact]
    public async Task Settings_hold_for_everybody_and_their_words_stay_with_the_moderators()
    {
        var (host, attendees, webinar) = await app.Scheduled(1);
        await using var moderator = await host.Enter(webinar);
        await using var attendee = await attendees[0].Enter(webinar);
        var settings = new
        {
            chat = "everyone", slowModeSeconds = 300, links = "hosts", blockedWords = new[] { "casino" }, flaggedWords = Array.Empty<string>(), questions = "on",
            questionApproval = false, anonymousQuestions = true, openEarly = true, attendeeRoster = false, hands = true,
        };
        await attendee.IsRefused("not-allowed", "ChangeSettings", RoomClient.NewId(), settings);
        await moderator.IsRefused("invalid", "ChangeSettings", RoomClient.NewId(), settings with { slowModeSeconds = 4 });
        await moderator.Call("ChangeSettings", RoomClient.NewId(), settings);
        await attendee.Hears("settingsChanged");
        Assert.DoesNotContain("casino", Shown(attendee, "settingsChanged")!.Value.ToString(), StringComparison.Ordinal);
        Assert.Contains("casino", Shown(moderator, "settingsChanged")!.Value.ToString(), StringComparison.Ordinal);

        await attendee.IsRefused("blocked-word", "PostMessage", RoomClient.NewId(), "CASINO", null);
        await attendee.IsRefused("links-not-allowed", "PostMessage", RoomClient.NewId(), "https://example.com", null);
        await attendee.Say("Hello");
        await attendee.IsRefused("slow-mode", "PostMessage", RoomClient.NewId(), "More", null);
        await attendee.Until(room => room.Notices.Count > 0);
        Assert.InRange(attendee.Notices[^1].GetProperty("retryAfterSeconds").GetInt32(), 290, 300);
    }

    private static long Position(JsonElement receipt) => receipt.GetProperty("position").GetInt64();

    private static JsonElement? Shown(RoomClient room, string type) => room.Events.Where(one => RoomClient.Type(one) == type).Cast<JsonElement?>().LastOrDefault();

    private static (string?, string?) Text(JsonElement happened)
    {
        var message = happened.GetProperty("message");
        return (message.GetProperty("text").GetString(), message.TryGetProperty("removed", out var removed) ? removed.GetString() : null);
    }
}

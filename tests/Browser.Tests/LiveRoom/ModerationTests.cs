using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Webinars.Browser.Tests.LiveRoom;

[Collection(nameof(Venue))]
public sealed class ModerationTests(Venue venue)
{
    [Fact]
    public async Task Moderators_decide_what_everybody_sees()
    {
        await using var room = await venue.Gather(2);
        var (host, bob, cleo) = (room.Host, room.Attendees[0], room.Attendees[1]);
        var queue = host.Page.Locator("[data-waiting]");
        await host.Section("queue");
        await Expect(host.Page.Locator("[data-all-well]")).ToBeVisibleAsync();
        await host.Shoot("moderation-queue-empty", ".side");
        await host.Settings(form => form.Locator("[name=questionApproval]").CheckAsync());
        await host.Shoot("moderation-settings", ".side");

        // Three questions wait: only the asker and moderators see them.
        await bob.Ask("What does it cost?");
        await bob.Ask("When does it end?");
        await bob.Ask("Would you like to buy a watch?");
        await Expect(bob.Page.Locator("[data-note=pending]")).ToHaveCountAsync(3);
        await bob.Shoot("questions-pending");
        await cleo.Tab("Questions");
        await host.Section("queue");
        await Expect(queue).ToHaveCountAsync(3);
        await Expect(cleo.Questions).ToHaveCountAsync(0);
        await Expect(cleo.Page.GetByText("No questions yet.")).ToBeVisibleAsync();
        await cleo.Shoot("questions-empty");
        await host.Shoot("moderation-queue", ".side");

        // One approved by its button, one by its key, one dismissed with a reason.
        await queue.Filter(new() { HasText = "What does it cost?" }).GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Expect(cleo.Question("What does it cost?")).ToBeVisibleAsync();
        await queue.Filter(new() { HasText = "When does it end?" }).FocusAsync();
        await host.Page.Keyboard.PressAsync("a");
        await Expect(cleo.Question("When does it end?")).ToBeVisibleAsync();
        await queue.Filter(new() { HasText = "buy a watch" }).FocusAsync();
        await host.Page.Keyboard.PressAsync("d");
        var dialog = host.Page.Locator("[data-dialog=dismiss]");
        await dialog.GetByText("Not about today's topic").ClickAsync();
        await host.Shoot("dismiss-dialog");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).ClickAsync();
        await Expect(queue).ToHaveCountAsync(0);
        await bob.Page.Locator("[data-sort=mine]").ClickAsync();
        await Expect(bob.Page.Locator("[data-note=dismissed]")).ToContainTextAsync("Not about today's topic");
        await bob.Shoot("questions-mine");
        await Expect(cleo.Questions).ToHaveCountAsync(2);
        room.NobodyComplains();
    }

    [Fact]
    public async Task A_reported_message_is_removed_and_comes_back()
    {
        await using var room = await venue.Gather(2);
        var (host, bob, cleo) = (room.Host, room.Attendees[0], room.Attendees[1]);
        await bob.Say("Cheap watches, only today");
        await cleo.Hears("Cheap watches");
        await cleo.Choose("report", "Cheap watches");
        var dialog = cleo.Page.GetByRole(AriaRole.Dialog);
        await dialog.Locator("[name=reason]").FillAsync("Advertising");
        await cleo.Shoot("report-dialog");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Report" }).ClickAsync();
        await host.Section("queue");
        var entry = host.Page.Locator("[data-waiting][data-kind=message]");
        await Expect(entry).ToContainTextAsync("Advertising");
        await host.Shoot("moderation-reported", ".side");
        await entry.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await room.All(async person =>
        {
            await Expect(person.Page.Locator("[data-removed=moderator]")).ToHaveCountAsync(1);
            await Expect(person.Messages.Filter(new() { HasText = "Cheap watches" })).ToHaveCountAsync(0);
        });
        await cleo.Shoot("chat-removed");
        await host.Page.Locator("moderation-queue [data-undo]").ClickAsync();
        await room.All(person => person.Hears("Cheap watches"));
        await host.Section("log");
        await Expect(host.Page.Locator("[data-audit]").First).ToContainTextAsync("back");
        await host.Shoot("moderation-log", ".side");
        room.NobodyComplains();
    }
}

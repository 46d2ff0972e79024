using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Webinars.Browser.Tests.LiveRoom;

[Collection(nameof(Venue))]
public sealed class BanTests(Venue venue)
{
    [Fact]
    public async Task Who_is_banned_in_mid_sentence_is_out_until_it_is_lifted()
    {
        await using var room = await venue.Gather(2);
        var (host, bob, cleo) = (room.Host, room.Attendees[0], room.Attendees[1]);
        await bob.Say("First rude remark");
        await bob.Say("Second rude remark");
        await cleo.Say("Please stay polite");
        await room.All(person => person.Hears("Please stay polite"));
        await bob.Page.FillAsync("textarea[name=message]", "And another th");

        await host.Choose("ban", "First rude remark");
        var dialog = host.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByText("Also remove their messages").ClickAsync();
        await dialog.Locator("[name=reason]").FillAsync("House rules");
        await host.Shoot("ban-dialog");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Ban" }).ClickAsync();

        // Out, and no way back in; what was said is gone for the others.
        var closed = bob.Page.Locator("[data-refused=banned]");
        await Expect(closed).ToContainTextAsync("House rules");
        await bob.Shoot("banned");
        await bob.Page.ReloadAsync();
        await Expect(closed).ToBeVisibleAsync();
        foreach (var person in new[] { host, cleo })
        {
            await Expect(person.Page.Locator("[data-removed=moderator]")).ToHaveCountAsync(2);
            await Expect(person.Page.GetByText("rude remark")).ToHaveCountAsync(0);
            await person.Hears("Please stay polite");
        }

        await host.Section("sanctions");
        var sanction = host.Page.Locator("[data-sanction]");
        await Expect(sanction).ToContainTextAsync("House rules");
        await host.Shoot("moderation-sanctions", ".side");
        await sanction.GetByRole(AriaRole.Button, new() { Name = "Lift" }).ClickAsync();
        await Expect(sanction).ToHaveCountAsync(0);
        await Expect(cleo.Messages.Filter(new() { HasText = "rude remark" })).ToHaveCountAsync(2);
        await bob.Enter(room.Path);
        await Expect(bob.Messages.Filter(new() { HasText = "rude remark" })).ToHaveCountAsync(2);
        await Expect(bob.Page.Locator("textarea[name=message]")).ToHaveValueAsync("And another th");
        room.NobodyComplains();
    }
}

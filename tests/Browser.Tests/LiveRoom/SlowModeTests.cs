using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Webinars.Browser.Tests.LiveRoom;

[Collection(nameof(Venue))]
public sealed class SlowModeTests(Venue venue)
{
    [Fact]
    public async Task Attendees_wait_their_turn_and_hosts_do_not()
    {
        await using var room = await venue.Gather(1);
        var (host, bob) = (room.Host, room.Attendees[0]);
        var field = bob.Page.Locator("textarea[name=message]");
        await host.Settings(form => form.Locator("[name=slowModeSeconds]").SelectOptionAsync("10 seconds"));
        await Expect(bob.Page.Locator("[data-slow]")).ToContainTextAsync("10 s");
        await bob.Say("The first one");
        await bob.Hears("The first one");
        await field.FillAsync("The second one");
        await Expect(bob.Page.GetByRole(AriaRole.Timer)).ToContainTextAsync("Wait");
        await Expect(bob.Button("Send")).ToBeDisabledAsync();
        await bob.Shoot("chat-slow");

        // A page that has just been opened knows of no turn: the server does, and nothing that was written is lost.
        await bob.Page.ReloadAsync();
        await Expect(field).ToHaveValueAsync("The second one");
        await Expect(bob.Page.Locator("[data-line]")).ToHaveCountAsync(0);
        await bob.Button("Send").ClickAsync();
        await Expect(bob.Page.GetByRole(AriaRole.Timer)).ToContainTextAsync("Wait");
        await Expect(field).ToHaveValueAsync("The second one");

        await host.Tab("Chat");
        await host.Say("Hosts may");
        await host.Say("write twice");
        await host.Hears("write twice");
        await Expect(bob.Button("Send")).ToBeEnabledAsync(new() { Timeout = 20_000 });
        await bob.Button("Send").ClickAsync();
        await host.Hears("The second one");
        await Expect(field).ToHaveValueAsync("");

        // Only the hosts write: who was writing is told why, and finds it again.
        await field.FillAsync("Not yet sent");
        await host.Settings(form => form.Locator("[name=chat]").SelectOptionAsync("only the hosts"));
        await Expect(bob.Page.Locator("[data-closed]")).ToContainTextAsync("Only the hosts write here now");
        await bob.Shoot("chat-hosts-only");
        await host.Tab("Chat");
        await host.Say("Now it is quiet");
        await bob.Hears("Now it is quiet");
        await host.Settings(form => form.Locator("[name=chat]").SelectOptionAsync("everyone"));
        await Expect(field).ToHaveValueAsync("Not yet sent");
        room.NobodyComplains();
    }
}

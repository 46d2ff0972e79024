using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Webinars.Browser.Tests.LiveRoom;

[Collection(nameof(Venue))]
public sealed class PollTests(Venue venue)
{
    [Fact]
    public async Task A_poll_from_its_draft_to_its_results()
    {
        await using var room = await venue.Gather(2);
        var (host, bob, cleo) = (room.Host, room.Attendees[0], room.Attendees[1]);
        await host.Tab("Polls");
        await host.Shoot("polls-empty", ".side");
        await host.Button("New poll").ClickAsync();
        await host.Page.FillAsync("[name=poll-question]", "Which day suits you for the next one?");
        await host.Page.Locator("[name=poll-option]").Nth(0).FillAsync("Tuesday");
        await host.Page.Locator("[name=poll-option]").Nth(1).FillAsync("Thursday");
        await host.Shoot("poll-form", ".side");
        await host.Button("Save draft").ClickAsync();
        await Expect(host.Page.Locator("[data-poll][data-state=draft]")).ToBeVisibleAsync();
        await host.Shoot("poll-draft", ".side");
        await Expect(bob.Page.Locator("[data-tab=polls]")).ToHaveCountAsync(0);

        // It is held out whatever tab is open.
        await bob.Tab("Questions");
        await host.Button("Open").ClickAsync();
        var card = bob.Page.Locator("[data-card=poll]");
        await Expect(card).ToContainTextAsync("Vote to see what the others think.");
        await bob.Shoot("poll-offered");
        await card.GetByText("Tuesday").ClickAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = "Vote", Exact = true }).ClickAsync();
        await Expect(card.Locator("[data-option='0'] .poll-number")).ToContainTextAsync("100%");

        await cleo.Tab("Polls");
        var poll = cleo.Page.Locator("#panel-polls [data-poll]");
        await Expect(poll.Locator(".poll-number")).ToHaveCountAsync(0);
        await poll.GetByText("Thursday").ClickAsync();
        await poll.GetByRole(AriaRole.Button, new() { Name = "Vote", Exact = true }).ClickAsync();
        await Expect(poll.Locator("[data-option='1'] .poll-number")).ToContainTextAsync("50%");
        await cleo.Shoot("poll-voted");

        // Bob thinks again.
        await bob.Tab("Polls");
        var again = bob.Page.Locator("#panel-polls [data-poll]");
        await again.Locator("[data-change-vote]").ClickAsync();
        await again.GetByText("Thursday").ClickAsync();
        await again.GetByRole(AriaRole.Button, new() { Name = "Vote", Exact = true }).ClickAsync();
        foreach (var person in room.Everybody)
        {
            await Expect(person.Page.Locator("#panel-polls [data-option='1'] .poll-number")).ToContainTextAsync("100%");
        }

        await Expect(host.Page.Locator("#panel-polls .poll-head")).ToContainTextAsync("2 votes");
        await host.Button("Close").First.ClickAsync();
        await Expect(poll).ToHaveAttributeAsync("data-state", "closed");
        await Expect(poll.Locator("input")).ToHaveCountAsync(0);
        await host.Button("Publish results").ClickAsync();
        foreach (var person in room.Everybody)
        {
            await Expect(person.Page.Locator("#panel-polls [data-poll]")).ToHaveAttributeAsync("data-state", "published");
        }

        await cleo.Shoot("poll-published");
        await host.Shoot("poll-published-host", ".side");
        room.NobodyComplains();
    }
}

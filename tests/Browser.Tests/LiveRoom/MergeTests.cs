using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Webinars.Browser.Tests.LiveRoom;

[Collection(nameof(Venue))]
public sealed class MergeTests(Venue venue)
{
    [Fact]
    public async Task The_same_question_of_two_becomes_one_and_two_again()
    {
        await using var room = await venue.Gather(3);
        var (host, bob, cleo, dana) = (room.Host, room.Attendees[0], room.Attendees[1], room.Attendees[2]);
        await bob.Ask("Will there be slides afterwards?");
        await dana.Tab("Questions");
        await dana.Question("Will there be slides").Locator("[data-vote]").ClickAsync();
        await cleo.Ask("Do we get the slides afterwards?");
        await dana.Question("Do we get the slides").Locator("[data-vote]").ClickAsync();
        await host.Tab("Questions");
        await Expect(host.Question("Do we get").Locator("[data-votes]")).ToHaveTextAsync("2");

        await host.Question("Do we get").Locator("[data-menu] summary").ClickAsync();
        await host.Shoot("question-menu", ".side");
        await host.Page.GetByText("Merge into …").First.ClickAsync();
        var dialog = host.Page.Locator("[data-dialog=merge]");
        await dialog.GetByText("Will there be slides afterwards?").ClickAsync();
        await host.Shoot("merge-dialog");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Merge" }).ClickAsync();

        // Three people want to know it, however often they said so.
        foreach (var person in room.Everybody)
        {
            await Expect(person.Question("Will there be").Locator("[data-askers]")).ToHaveTextAsync("asked by 2");
            await Expect(person.Question("Will there be").Locator("[data-votes]")).ToHaveTextAsync("3");
        }

        await Expect(dana.Questions).ToHaveCountAsync(1);
        await Expect(host.Questions).ToHaveCountAsync(1);
        await cleo.Page.Locator("[data-sort=mine]").ClickAsync();
        await Expect(cleo.Page.Locator("[data-note=merged]")).ToContainTextAsync("Will there be slides");
        await cleo.Shoot("questions-merged");

        await host.Page.Locator("button[data-askers]").ClickAsync();
        await host.Shoot("studio-merged", ".side");
        await host.Page.Locator("[data-unmerge]").ClickAsync();
        await cleo.Page.Locator("[data-sort=top]").ClickAsync();
        foreach (var person in room.Everybody)
        {
            foreach (var text in new[] { "Will there be", "Do we get" })
            {
                await Expect(person.Question(text).Locator("[data-votes]")).ToHaveTextAsync("2");
                await Expect(person.Question(text).Locator("[data-askers]")).ToHaveCountAsync(0);
            }
        }

        room.NobodyComplains();
    }
}

using System.Diagnostics;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Webinars.Browser.Tests.LiveRoom;

[Collection(nameof(Venue))]
public sealed class RoleTests(Venue venue)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task A_moderator_is_made_and_unmade_at_once()
    {
        await using var room = await venue.Gather(1);
        var (host, bob) = (room.Host, room.Attendees[0]);
        var moderation = bob.Page.Locator("[data-tab=moderation]");
        await host.Tab("People");
        var row = host.Page.Locator("[data-person]").Filter(new() { HasText = bob.Name });
        await row.Locator("[data-person-tools]").ClickAsync();
        await host.Shoot("people", ".side");
        await Expect(moderation).ToHaveCountAsync(0);
        await Within(() => row.Locator("[name=role]").SelectOptionAsync("moderator"), () => Expect(moderation).ToBeVisibleAsync());
        await bob.Tab("Moderation");
        await bob.Shoot("moderator", ".side");
        await Expect(row.Locator("[name=role]")).ToHaveValueAsync("moderator");
        await Within(() => row.Locator("[name=role]").SelectOptionAsync("attendee"), () => Expect(moderation).ToHaveCountAsync(0));
        await Expect(bob.Page.Locator("textarea[name=message]")).ToBeVisibleAsync();
        await bob.Shoot("moderator-no-more");
        room.NobodyComplains();
    }

    private static async Task Within(Func<Task> act, Func<Task> see)
    {
        var watch = Stopwatch.StartNew();
        await act();
        await see();
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Limit);
    }
}

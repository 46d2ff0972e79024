using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Webinars.Browser.Tests.LiveRoom;

[Collection(nameof(Venue))]
public sealed class OfflineTests(Venue venue)
{
    [Fact]
    public async Task Ten_seconds_without_a_network_lose_nothing_and_double_nothing()
    {
        await using var room = await venue.Gather(2);
        var (host, bob, cleo) = (room.Host, room.Attendees[0], room.Attendees[1]);
        IWebSocketRoute? line = null;
        await bob.Page.RouteWebSocketAsync(url => url.Contains("/hub", StringComparison.Ordinal), socket =>
        {
            line = socket;
            socket.ConnectToServer();
        });
        await bob.Enter(room.Path);
        await cleo.Ask("Is this recorded?");
        await cleo.Tab("Chat");
        await cleo.Say("Before");
        await bob.Hears("Before");

        // An open socket survives what Chromium calls offline; a cable that is pulled takes it along.
        await bob.Context.SetOfflineAsync(true);
        await line!.CloseAsync();
        var offline = Task.Delay(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await Expect(bob.Page.Locator("[data-line=reconnecting]")).ToBeVisibleAsync();
        await bob.Say("Written in a tunnel");
        await Expect(bob.Page.Locator("[data-pending=yes]")).ToHaveCountAsync(1);
        await bob.Shoot("chat-offline");
        await cleo.Say("Meanwhile one");
        await host.Say("Meanwhile two");
        await host.Tab("Questions");
        await host.Question("Is this recorded?").Locator("[data-vote]").ClickAsync();
        await cleo.Ask("And the slides?");
        await cleo.Tab("Chat");
        await offline;
        await Expect(bob.Page.GetByText("Meanwhile one")).ToHaveCountAsync(0);
        await bob.Context.SetOfflineAsync(false);

        foreach (var text in new[] { "Before", "Meanwhile one", "Meanwhile two", "Written in a tunnel" })
        {
            await room.All(person => person.Hears(text));
        }

        await Expect(bob.Page.Locator("[data-pending], [data-line]")).ToHaveCountAsync(0);
        var told = await Task.WhenAll(room.Everybody.Select(person => person.Messages.EvaluateAllAsync<long[]>("all => all.map(one => Number(one.dataset.position))")));
        Assert.Equal(4, told[0].Length);
        Assert.Equal(told[0], told[1]);
        Assert.Equal(told[0], told[2]);
        await bob.Tab("Questions");
        await Expect(bob.Questions).ToHaveCountAsync(2);
        await Expect(bob.Question("Is this recorded?").Locator("[data-votes]")).ToHaveTextAsync("2");
        room.NobodyComplains();
    }
}

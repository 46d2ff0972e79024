using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Webinars.Browser.Tests.LiveRoom;

[Collection(nameof(Venue))]
public sealed class PhoneTests(Venue venue)
{
    [Fact]
    public async Task A_late_comer_on_a_phone_at_night_takes_part()
    {
        await using var room = await venue.Gather(1);
        await room.GoLive(venue.App);
        var host = room.Host;
        await host.Say("Slides are at https://example.com/slides");
        await host.Choose("pin", "Slides are at");
        await room.Attendees[0].Ask("Is there a recording?");
        await host.Tab("Questions");
        await host.Button("Answer in writing").ClickAsync();
        await host.Page.Locator("[data-question] textarea").FillAsync("Yes, tomorrow.");
        await host.Button("Send answer").ClickAsync();
        await room.Attendees[0].Ask("How long does it take?");
        await host.Button("Announce").ClickAsync();
        await host.Page.FillAsync("announcement-form [name=text]", "A break of five minutes at half past");
        await host.Page.FillAsync("announcement-form [name=url]", "https://example.com/plan");
        await host.Page.FillAsync("announcement-form [name=label]", "See the plan");
        await host.Shoot("announcement-form");
        await host.Button("Show to everybody").ClickAsync();
        await Expect(host.Page.Locator("[data-announcement]")).ToBeVisibleAsync();

        await using var phone = await venue.Person((await venue.App.People(1))[0], phone: true, dark: true);
        var page = phone.Page;
        await page.Clock.InstallAsync(new() { TimeDate = DateTime.UtcNow.AddMinutes(5) });
        await phone.Enter(room.Path);
        var card = page.Locator("[data-card=catch-up]");
        await Expect(card).ToContainTextAsync("Yes, tomorrow.");
        await Expect(card).ToContainTextAsync("See the plan");
        await phone.Shoot("phone-catch-up");
        await card.GetByRole(AriaRole.Button, new() { Name = "Close" }).TapAsync();
        await Expect(card).ToHaveCountAsync(0);
        await Expect(page.Locator("[data-announcement]")).ToContainTextAsync("A break of five minutes");

        await phone.Say("Hello from the train");
        await host.Tab("Chat");
        await host.Hears("Hello from the train");
        await phone.Shoot("phone-chat");
        await LongPress(phone, phone.Messages.Filter(new() { HasText = "Slides are at" }));
        await Expect(page.Locator("[data-choice=reply]")).ToBeVisibleAsync();
        await phone.Shoot("phone-menu");
        await page.Locator("[data-emoji]").First.TapAsync();
        await Expect(host.Messages.Filter(new() { HasText = "Slides are at" }).Locator("[data-reaction]")).ToContainTextAsync("1");
        await page.GetByLabel("Hide this announcement").TapAsync();
        await phone.Messages.Filter(new() { HasText = "Slides are at" }).Locator("[data-more]").TapAsync();
        await page.Locator("[data-choice=reply]").TapAsync();
        await Expect(page.Locator("[data-purpose=reply]")).ToBeVisibleAsync();
        await phone.Shoot("phone-reply");
        await phone.Say("Thank you");
        await Expect(host.Messages.Filter(new() { HasText = "Thank you" }).Locator("[data-quote]")).ToContainTextAsync("Slides are at");

        await phone.Tab("Questions");
        await phone.Question("How long").Locator("[data-vote]").TapAsync();
        await host.Tab("Questions");
        await Expect(host.Question("How long").Locator("[data-votes]")).ToHaveTextAsync("2");
        await phone.Shoot("phone-questions");

        await page.Locator("[data-react]").First.TapAsync();
        await Expect(host.Page.Locator("reaction-floats")).ToContainTextAsync("👍");
        await page.Locator("[data-hand]").TapAsync();
        await Expect(page.Locator("[data-hand=up]")).ToBeVisibleAsync();
        await host.Tab("People");
        await Expect(host.Page.Locator("[data-hand-of]")).ToContainTextAsync(phone.Name);
        await host.Shoot("people-hands", ".side");
        await host.Page.Locator("[data-hand-of]").GetByRole(AriaRole.Button, new() { Name = "Lower" }).ClickAsync();
        await Expect(page.Locator("[data-hand=down]")).ToBeVisibleAsync();
        Assert.Empty(phone.Complaints);
        room.NobodyComplains();
    }

    private static async Task LongPress(Person person, ILocator on)
    {
        var touch = await person.Context.NewCDPSessionAsync(person.Page);
        var box = (await on.BoundingBoxAsync())!;
        var finger = new[] { new { x = box.X + (box.Width / 3), y = box.Y + (box.Height / 2) } };
        await touch.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = "touchStart", ["touchPoints"] = finger });
        await Expect(person.Page.Locator(".message-menu")).ToBeVisibleAsync();
        await touch.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = "touchEnd", ["touchPoints"] = Array.Empty<object>() });
    }
}

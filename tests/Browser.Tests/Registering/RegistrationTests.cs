using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Webinars.Web.Tests;
using static Microsoft.Playwright.Assertions;

namespace Webinars.Browser.Tests.Registering;

/// <summary>From the form in which a host says who may come to the people who come.</summary>
[Collection(nameof(Venue))]
public sealed class RegistrationTests(Venue venue)
{
    [Fact]
    public async Task A_host_asks_questions_and_decides_who_comes()
    {
        var people = await venue.App.People(2);
        await using var host = await venue.Person(people[0]);
        var page = host.Page;
        await page.GotoAsync("/webinars/new");
        await page.FillAsync("input[name=title]", "Rooms <b>that</b> remember");
        await page.FillAsync("textarea[name=description]", "Every room is a durable, ordered log.");
        await page.GetByLabel("With approval").CheckAsync();
        await page.FillAsync("input[name=capacity]", "0");
        await host.Button("Add a question").ClickAsync();
        await page.Locator("[data-questions] [name=label]").First.FillAsync("Why do you come?");
        await host.Button("Add a question").ClickAsync();
        await page.Locator("[data-questions] [name=label]").Nth(1).FillAsync("Tea or coffee?");
        await page.Locator("[data-questions] [name=answer]").Nth(1).SelectOptionAsync("choice");
        await page.Locator("[data-questions] [name=options]").Nth(1).FillAsync("Tea");
        await page.Locator("[data-questions] [name=required]").Nth(1).CheckAsync();

        // What is wrong is said where it is, and nothing typed is lost.
        await host.Button("Create webinar").ClickAsync();
        await Expect(page.Locator("[data-error-for='access.capacity']")).ToContainTextAsync("1 to 1,000,000");
        await Expect(page.Locator("[data-error-for='access.questions[1].options']")).ToContainTextAsync("At least two");
        await host.ShootBoth("access-errors", "[data-access]");
        await page.FillAsync("input[name=capacity]", "1");
        await page.Locator("[data-questions] [name=options]").Nth(1).FillAsync("Tea\nCoffee");

        // The choice is asked first, by the keyboard alone.
        await page.Locator("[data-questions] [data-do=up]").Nth(1).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-questions] [name=label]").First).ToHaveValueAsync("Tea or coffee?");
        await Expect(page.Locator("[data-questions] [data-do=down]").First).ToBeFocusedAsync();
        await Expect(page.Locator("[data-questions-said]")).ToHaveTextAsync("It is question 1 of 2 now.");
        await host.ShootBoth("access", "[data-access]");
        await host.Button("Create webinar").ClickAsync();
        await page.WaitForURLAsync(new Regex("/w/rooms-"));
        await host.Button("Publish").ClickAsync();
        await Expect(page.GetByText("Scheduled", new() { Exact = true })).ToBeVisibleAsync();
        var path = new Uri(page.Url).AbsolutePath;

        // All of it is there again when it is edited.
        await page.GetByRole(AriaRole.Link, new() { Name = "Edit" }).ClickAsync();
        await Expect(page.Locator("[data-questions] [name=options]").First).ToHaveValueAsync("Tea\nCoffee");
        await Expect(page.Locator("input[name=capacity]")).ToHaveValueAsync("1");
        await Expect(page.GetByLabel("With approval")).ToBeCheckedAsync();
        await Expect(page.Locator("[data-questions] [name=required]").First).ToBeCheckedAsync();
        await Expect(page.Locator("[data-questions] [name=required]").Nth(1)).Not.ToBeCheckedAsync();

        // Somebody with an account goes to the room, is sent to the page, and asks.
        await using var guest = await venue.Person(people[1]);
        await guest.Page.GotoAsync($"{path}/live");
        await Expect(guest.Page.Locator(".notice")).ToBeVisibleAsync();
        await Expect(guest.Page.Locator("input[name=email]")).ToHaveCountAsync(0);
        await guest.Button("Send request").ClickAsync();
        await Expect(guest.Page.Locator("[data-error-for^='answers.']").First).Not.ToBeEmptyAsync();
        await guest.ShootBoth("registration-asks", "[data-registration]");
        await guest.Page.GetByLabel("Tea or coffee?").SelectOptionAsync("Coffee");
        await guest.Button("Send request").ClickAsync();
        await Expect(guest.Page.Locator("[data-state=pending]")).ToBeVisibleAsync();
        await Expect(guest.Page.Locator(".notice")).ToHaveCountAsync(0);
        await guest.Shoot("registration-pending");

        var webinar = (await guest.Page.Locator("[data-registration]").GetAttributeAsync("data-registration"))!;
        var one = (await people[0].Get($"/api/webinars/{webinar}/registrations")).GetProperty("items")[0];
        Assert.Contains("Coffee", one.GetProperty("answers").GetRawText(), StringComparison.Ordinal);
        await people[0].Post($"/api/webinars/{webinar}/registrations/{one.GetProperty("id").GetGuid()}/approve");
        await guest.Page.ReloadAsync();
        await Expect(guest.Page.Locator("[data-state=registered]")).ToBeVisibleAsync();
        await Expect(guest.Page.Locator(".calendars a")).ToHaveCountAsync(3);
        await guest.ShootBoth("registration-registered");
        await guest.Page.GotoAsync("/dashboard");
        await Expect(guest.Page.GetByText("Rooms <b>that</b> remember")).ToBeVisibleAsync();
        await guest.Shoot("dashboard-takes-part");
        await guest.Enter($"{path}/live");

        // And changes their mind, twice.
        await guest.Page.GotoAsync(path);
        await guest.Button("Cancel my registration").ClickAsync();
        await guest.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Cancel my registration" }).ClickAsync();
        await Expect(guest.Page.Locator("[data-state=cancelled]")).ToBeVisibleAsync();
        await guest.Shoot("registration-cancelled");
        await guest.Page.GetByLabel("Tea or coffee?").SelectOptionAsync("Tea");
        await guest.Button("Register again").ClickAsync();
        await Expect(guest.Page.Locator("[data-state=pending]")).ToBeVisibleAsync();
        Assert.Empty(host.Complaints.Concat(guest.Complaints));
    }

    [Fact]
    public async Task A_guest_registers_on_a_phone_and_finds_the_letter()
    {
        var (host, _, webinar) = await venue.App.Scheduled(0);
        await host.Send(HttpMethod.Patch, $"/api/webinars/{webinar}", new { access = new { policy = "registered", capacity = 1 } });
        var path = $"/w/{(await host.Get($"/api/webinars/{webinar}")).GetProperty("slug").GetString()}";
        await using var guest = await venue.Guest("Zoe", phone: true);
        await guest.Page.GotoAsync($"{path}/live");
        await guest.ShootBoth("guest-sent-away");
        await guest.Button("Register").TapAsync();
        await Expect(guest.Page.Locator("[data-error-for=name]")).ToHaveTextAsync("What is your name?");
        await guest.Page.FillAsync("input[name=name]", "Zoë");
        await guest.Page.FillAsync("input[name=email]", "no address");
        await guest.Button("Register").TapAsync();
        await Expect(guest.Page.Locator("[data-error-for=email]")).ToContainTextAsync("ada@example.com");
        await guest.Shoot("guest-error", "[data-registration]");
        await guest.Page.FillAsync("input[name=email]", guest.Email);
        await guest.Button("Register").TapAsync();
        await Expect(guest.Page.Locator("[data-sent]")).ToBeFocusedAsync();
        await guest.ShootBoth("guest-sent", "[data-registration]");
        var letter = await Letter(guest.Email);
        Assert.Contains("Europe/Berlin", letter, StringComparison.Ordinal);

        // The same again for an address that is known, and for one that has to wait.
        foreach (var email in new[] { guest.Email, $"other.{guest.Email}" })
        {
            await guest.Button("Another address").TapAsync();
            await guest.Page.FillAsync("input[name=email]", email);
            await guest.Button("Register").TapAsync();
            await Expect(guest.Page.Locator("[data-sent]")).ToHaveTextAsync(new Regex("Look into your mailbox"));
        }

        await guest.Page.ReloadAsync();
        await Expect(guest.Page.Locator("[data-state=full]")).ToBeVisibleAsync();
        await guest.ShootBoth("guest-full", "[data-registration]");

        await host.Send(HttpMethod.Patch, $"/api/webinars/{webinar}", new { access = new { policy = "inviteOnly" } });
        await guest.Page.ReloadAsync();
        await Expect(guest.Page.Locator("[data-state=invite-only]")).ToBeVisibleAsync();
        await guest.ShootBoth("guest-invite-only");
        await host.Send(HttpMethod.Patch, $"/api/webinars/{webinar}", new { access = new { policy = "open" } });
        await guest.Page.ReloadAsync();
        await guest.Shoot("guest-open");
        await guest.Button("Get a reminder by mail").TapAsync();
        await Expect(guest.Page.Locator("input[name=name]")).ToBeFocusedAsync();
        Assert.Empty(guest.Complaints);
    }

    private async Task<string> Letter(string to)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var inbox = JsonDocument.Parse(await venue.App.Http.GetStringAsync($"/sandbox/resend/inbox?to={Uri.EscapeDataString(to)}", limit.Token)).RootElement;
            if (inbox.GetArrayLength() > 0)
            {
                return inbox[0].GetProperty("text").GetString()!;
            }

            await Task.Delay(50, limit.Token);
        }
    }
}

using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Webinars.Browser.Tests;

/// <summary>A host at the pages about those who come.</summary>
[Collection(nameof(Venue))]
public sealed class AudienceTests(Venue venue)
{
    [Fact]
    public async Task A_host_invites_by_a_list_and_writes_to_all()
    {
        var (visitor, _, webinar) = await venue.App.Scheduled(0);
        await using var host = await venue.Person(visitor);
        var page = host.Page;
        await page.GotoAsync($"/webinars/{webinar}/letters");
        await Expect(page.GetByText("No letters yet.")).ToBeVisibleAsync();
        await host.ShootBoth("letters-empty");
        await page.GotoAsync($"/webinars/{webinar}/registrations");
        await Expect(page.GetByText("Nobody has registered yet.")).ToBeVisibleAsync();
        await host.ShootBoth("registrations-empty");

        // Two lines are broken: nothing is sent, until the host wants the good ones.
        var mark = Guid.NewGuid().ToString("N")[..8];
        await page.FillAsync("textarea[name=text]", $"Ada Lovelace <ada.{mark}@example.com>\nnobody@\nbob.{mark}@example.com\nCleo <cleo.{mark}@example.com\nada.{mark}@example.com");
        await page.SelectOptionAsync("select[name=role]", "panelist");
        await host.Button("Invite").ClickAsync();
        await Expect(page.GetByText("Nothing was sent: 2 lines are broken.")).ToBeVisibleAsync();
        await Expect(page.GetByText("Line 2")).ToBeVisibleAsync();
        await host.ShootBoth("invite-broken", "[data-invite]");
        Assert.Equal(0, (await Inbox($"ada.{mark}@example.com")).GetArrayLength());
        await host.Button("Invite the other 2").ClickAsync();
        await Expect(page.GetByText("2 people invited. The letters are on their way.")).ToBeVisibleAsync();
        await Letters($"ada.{mark}@example.com", 1);
        await Letters($"bob.{mark}@example.com", 1);

        // Many come, some wait for the host's word.
        var registrations = $"/api/webinars/{webinar}/registrations";
        for (var i = 0; i < 55; i++)
        {
            (await venue.App.Http.PostAsJsonAsync(registrations, new { email = $"p{i}.{mark}@example.com", name = i == 7 ? "Søren Ågård-Łukasiewicz with quite a long name" : $"Person {i}" })).EnsureSuccessStatusCode();
        }

        await page.GotoAsync($"/webinars/{webinar}/registrations");
        await Expect(page.Locator("li[data-registration]")).ToHaveCountAsync(50);
        await host.ShootBoth("registrations");
        await host.ShootBoth("registrations-list", "#people");
        await page.GetByRole(AriaRole.Link, new() { Name = "Next page" }).ClickAsync();
        await Expect(page.Locator("li[data-registration]")).ToHaveCountAsync(7);
        await page.FillAsync("input[name=search]", "soren");
        await host.Button("Show").ClickAsync();
        await Expect(page.Locator("li[data-registration]")).ToHaveCountAsync(1);

        // Nobody to let in: its script has taken the page over.
        await Expect(page.Locator("[data-bulk]")).ToBeHiddenAsync();
        await page.Locator("[data-decide=cancel]").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Cancel registration" }).ClickAsync();
        await Expect(page.Locator("[data-state=declined]")).ToBeVisibleAsync();

        // An announcement: seen before it is sent, sent once.
        await page.GotoAsync($"/webinars/{webinar}/letters");
        await page.GetByText("Write to all who are registered").ClickAsync();
        await page.FillAsync("input[name=subject]", "Slides");
        await page.FillAsync("textarea[name=text]", "The slides are on the page now.\nBring questions.");
        await host.Button("Preview").ClickAsync();
        await Expect(page.GetByText("Send to 54 people?")).ToBeVisibleAsync();
        await host.ShootBoth("announcement-preview");
        await host.Button("Send").ClickAsync();
        await Expect(page.GetByText("It is on its way.")).ToBeVisibleAsync();
        await Letters($"p1.{mark}@example.com", 2);

        // A letter is in the inbox a moment before it is counted as sent.
        await host.Reload(page.Locator(".tallies").GetByText("Announcement"), 1);
        await Expect(page.Locator(".tallies").GetByText("Announcement")).ToBeVisibleAsync();
        await host.ShootBoth("letters");
        await host.ShootBoth("letters-list", "#list");
        await page.GotoAsync("/dashboard");
        await host.ShootBoth("dashboard-hosted");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^Registrations") }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Registrations" })).ToBeVisibleAsync();
        Assert.Empty(host.Complaints);
    }

    private Task<JsonElement> Inbox(string to) => venue.App.Http.GetFromJsonAsync<JsonElement>($"/sandbox/resend/inbox?to={Uri.EscapeDataString(to)}");

    private async Task Letters(string to, int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while ((await Inbox(to)).GetArrayLength() < count)
        {
            await Task.Delay(200, limit.Token);
        }
    }
}

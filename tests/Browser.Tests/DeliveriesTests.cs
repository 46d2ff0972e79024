using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Webinars.Web.Tests;
using static Microsoft.Playwright.Assertions;

namespace Webinars.Browser.Tests;

/// <summary>An operator whose mail service knows no key of ours.</summary>
public sealed class DeliveriesTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task An_operator_sees_what_was_given_up_and_sends_one_and_all_of_it_again()
    {
        await using var app = new WebinarsApp();
        await app.Start();
        var answer = await app.Http.PostAsJsonAsync("/sandbox/clerk/people", new { count = 1 });
        var person = (await answer.Content.ReadFromJsonAsync<JsonElement>())[0];
        await app.Stop();
        app.Settings["Operators__0"] = person.GetProperty("email").GetString()!;
        app.Settings["Resend__ApiKey"] = "re_nobodys";
        app.Settings["Resend__WebhookSecret"] = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
        app.Settings["Resend__From"] = "Webinars <events@example.com>";
        app.Settings["Resend__BaseUrl"] = $"{app.Url}/sandbox/resend";
        await app.Start();
        var visitor = new Visitor(app, person);
        await using var ada = await chromium.Person("Ada", app.Url);
        await ada.SignIn(visitor.Token);
        var page = ada.Page;
        await page.GotoAsync("/admin/deliveries");
        await Expect(page.GetByText("Nothing was given up.")).ToBeVisibleAsync();
        await ada.ShootBoth("deliveries-empty");

        var webinar = await visitor.Schedule();
        await visitor.Post($"/api/webinars/{webinar}/publish");
        foreach (var name in new[] { "grace", "katherine" })
        {
            (await app.Http.PostAsJsonAsync($"/api/webinars/{webinar}/registrations", new { email = $"{name}@example.com", name })).EnsureSuccessStatusCode();
        }

        await ada.Reload(page.Locator("[data-resend]"), 2);
        await Expect(page.GetByText("Confirmation to g…@example.com")).ToBeVisibleAsync();
        await ada.ShootBoth("deliveries");

        await page.Locator("[data-resend]").First.ClickAsync();
        await Expect(page.GetByText("It failed again.")).ToHaveCountAsync(1);
        await ada.Button("Send all 2 again").ClickAsync();
        await Expect(page.GetByText("It failed again.")).ToHaveCountAsync(2);
        await ada.ShootBoth("deliveries-again");
        Assert.Empty(ada.Complaints);
    }
}

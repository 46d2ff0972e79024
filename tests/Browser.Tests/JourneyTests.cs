using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Webinars.Web.Tests;
using static Microsoft.Playwright.Assertions;

namespace Webinars.Browser.Tests;

/// <summary>A host and two attendees at three browsers: from signing up to the replay, the server killed in the middle.</summary>
public sealed class JourneyTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task From_sign_up_to_replay()
    {
        await using var app = new WebinarsApp();
        await app.InitializeAsync();
        await using var host = await chromium.Person("Ada", app.Url);
        await using var bob = await chromium.Person("Bob", app.Url);
        await using var cleo = await chromium.Person("Cleo", app.Url);

        // A visitor becomes a host.
        await host.Page.GotoAsync("/");
        await host.Shoot("landing-empty");
        await host.Page.GotoAsync("/past");
        await host.Shoot("past-empty");
        await host.Page.GotoAsync("/sign-in");
        await host.Page.WaitForSelectorAsync("button.cl-formButtonPrimary");
        await host.Shoot("sign-in");
        await host.SignUp("/dashboard");
        await host.Shoot("dashboard-empty");

        // Create, publish.
        await host.Page.GetByRole(AriaRole.Link, new() { Name = "Create" }).First.ClickAsync();
        await host.Page.FillAsync("input[name=title]", "Why rooms remember");
        await host.Page.FillAsync("textarea[name=description]", "Every room is a durable, ordered log.\n\nBring questions.");
        await host.Page.FillAsync("input[name=date]", DateTime.Now.AddDays(1).ToString("yyyy-MM-dd"));
        await host.Page.FillAsync("input[name=time]", "18:30");
        await host.Shoot("create");
        await host.Button("Create webinar").ClickAsync();
        await host.Page.WaitForURLAsync(new Regex("/w/why-rooms-remember-"));
        await host.Button("Publish").ClickAsync();
        await Expect(host.Page.GetByText("Scheduled", new() { Exact = true })).ToBeVisibleAsync();
        await host.Shoot("details-host");
        var path = new Uri(host.Page.Url).AbsolutePath;
        await host.Page.GotoAsync("/dashboard");
        await host.Shoot("dashboard");

        // The audience arrives in the lobby.
        await Task.WhenAll(bob.SignUp($"{path}/live"), cleo.SignUp($"{path}/live"));
        await bob.Sees("scheduled");
        await bob.Shoot("live-lobby");
        await host.Page.GotoAsync($"{path}/live");
        await host.Shoot("studio-idle");

        // The encoder starts; the host rehearses; then it is live.
        await using (var vendor = await chromium.Person("Vendor", app.Url))
        {
            await vendor.Page.GotoAsync("/sandbox");
            await vendor.Button("Start encoder").ClickAsync();
            await Expect(vendor.Button("Stop encoder")).ToBeVisibleAsync();
            await vendor.Shoot("sandbox");
        }

        await Expect(host.Button("Go live")).ToBeEnabledAsync();
        await host.Button("Go live").ClickAsync();
        await Task.WhenAll(host.Sees("live"), bob.Sees("live"), cleo.Sees("live"));
        await Task.WhenAll(bob.Watches(3), cleo.Watches(3));
        await Expect(bob.Page.Locator("[data-viewers]")).ToContainTextAsync("3");

        // Chat both ways, a question voted up and answered.
        await bob.Say("Hello from Bob <b>&amp;</b>");
        await host.Say("Welcome everybody, see https://example.com/slides");
        await Task.WhenAll(new[] { host, bob, cleo }.Select(person => person.Hears("Hello from Bob <b>&amp;</b>")));
        await cleo.Hears("Welcome everybody");
        await bob.Ask("Will there be slides?");
        await cleo.Tab("Questions");
        await cleo.Page.Locator("[data-vote]").First.ClickAsync();
        await host.Tab("Questions");
        await Expect(host.Page.Locator("[data-votes]").First).ToContainTextAsync("2");
        await cleo.Shoot("live-questions");
        await host.Button("Answer in writing").First.ClickAsync();
        await host.Page.Locator("[data-question] textarea").First.FillAsync("Yes, tomorrow on the replay page.");
        await host.Shoot("studio-live");
        await host.Page.Locator("[data-question] button[type=submit]").First.ClickAsync();
        await Expect(cleo.Questions.First).ToContainTextAsync("Yes, tomorrow on the replay page.");

        // The server dies in mid-sentence and comes back: nothing is lost, nothing is doubled.
        await bob.Tab("Chat");
        await cleo.Tab("Chat");
        await host.Tab("Chat");
        await app.Kill();
        await bob.Say("Said while the server was gone");
        await Expect(bob.Page.Locator("[data-pending]")).ToHaveCountAsync(1);
        await bob.Shoot("live-reconnecting");
        await app.Start();
        await Task.WhenAll(new[] { host, bob, cleo }.Select(person => person.Hears("Said while the server was gone")));
        await Expect(bob.Page.Locator("[data-pending]")).ToHaveCountAsync(0);
        await cleo.Say("Glad to have you back");
        await Task.WhenAll(new[] { host, bob, cleo }.Select(person => person.Hears("Glad to have you back")));
        var told = await Task.WhenAll(new[] { host, bob, cleo }.Select(person => person.Messages.EvaluateAllAsync<long[]>("all => all.map(one => Number(one.dataset.position))")));
        Assert.Equal(4, told[0].Length);
        Assert.Equal(told[0], told[1]);
        Assert.Equal(told[0], told[2]);
        await cleo.Watches(2);
        await cleo.Shoot("live");

        // The end, and the replay.
        await host.Button("End webinar").ClickAsync();
        await host.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "End" }).ClickAsync();
        await Task.WhenAll(host.Sees("replay"), bob.Sees("replay"));
        await bob.Shoot("live-ended");
        await bob.Page.GotoAsync($"{path}/replay");
        await bob.Page.Locator("mux-player").ClickAsync();
        await bob.Watches(2);
        var length = await bob.Page.Locator("mux-player").EvaluateAsync<double>("player => player.duration");
        Assert.InRange(length, 5, 600);
        await bob.Shoot("replay");
        await bob.Page.GotoAsync("/past");
        await Expect(bob.Page.GetByText("Why rooms remember")).ToBeVisibleAsync();
        await bob.Shoot("past");
        await bob.Page.GotoAsync("/account");
        await bob.Shoot("account");
        Assert.Empty(host.Complaints.Concat(bob.Complaints).Concat(cleo.Complaints));
    }
}

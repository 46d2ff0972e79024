using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Webinars.Browser.Tests.LiveRoom;

[Collection(nameof(Venue))]
public sealed partial class FeedbackTests(Venue venue)
{
    [Fact]
    public async Task One_rates_in_the_room_another_by_the_letter_and_the_host_reads_both()
    {
        await using var room = await venue.Gather(2);
        var (host, bob, cleo) = (room.Host, room.Attendees[0], room.Attendees[1]);
        var address = await bob.Page.EvaluateAsync<string>($$"""
            async () => {
              const path = "/api/webinars/{{room.Webinar}}/registrations";
              await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" });
              return (await (await fetch(`${path}/mine`)).json()).email;
            }
            """);
        await room.GoLive(venue.App);
        var began = DateTimeOffset.UtcNow;
        await Expect(cleo.Page.Locator("feedback-line p")).ToHaveCountAsync(0);

        // Only who was there for a minute is asked by mail.
        await cleo.Page.WaitForFunctionAsync($"() => Date.now() > {began.AddSeconds(62).ToUnixTimeMilliseconds()}", null, new() { Timeout = 90_000, PollingInterval = 500 });
        await host.Button("End webinar").ClickAsync();
        await host.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "End" }).ClickAsync();

        // In the room, by keyboard alone.
        var card = cleo.Page.Locator("[data-card=feedback]");
        await Expect(card).ToContainTextAsync("How was it?");
        await room.All(person => person.Sees("replay"));
        await cleo.ShootBoth("feedback-card");
        await cleo.Page.EvaluateAsync("document.querySelector('[name=rating]').focus()");
        await cleo.Page.Keyboard.PressAsync("Space");
        foreach (var _ in new[] { 2, 3, 4 })
        {
            await cleo.Page.Keyboard.PressAsync("ArrowRight");
        }

        await Expect(card.GetByRole(AriaRole.Radio, new() { Name = "4 stars, very good" })).ToBeCheckedAsync();
        await cleo.Page.Keyboard.PressAsync("Tab");
        await cleo.Page.Keyboard.TypeAsync("The demo was the best part.");
        await cleo.ShootBoth("feedback-card-filled");
        await cleo.Page.Keyboard.PressAsync("Tab");
        await cleo.Page.Keyboard.PressAsync("Enter");
        await Expect(card).ToContainTextAsync("Thank you");
        await Expect(host.Page.Locator("feedback-line")).ToContainTextAsync("4.0 of 5, 1 rating");
        await host.Shoot("feedback-line-host");
        await cleo.Page.Keyboard.PressAsync("Escape");
        await Expect(card).ToHaveCountAsync(0);
        await cleo.Enter(room.Path);
        await cleo.Shoot("feedback-line");
        await Expect(card).ToHaveCountAsync(0);
        await cleo.Page.Locator("[data-rate]").ClickAsync();
        await Expect(card.GetByRole(AriaRole.Radio, new() { Name = "4 stars, very good" })).ToBeCheckedAsync();
        await Expect(card.Locator("textarea")).ToHaveValueAsync("The demo was the best part.");

        // Put away it stays away.
        var asked = bob.Page.Locator("[data-card=feedback]");
        await asked.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await bob.Enter(room.Path);
        await Expect(bob.Page.Locator("[data-rate]")).ToHaveTextAsync("How was it? Rate this webinar");
        await Expect(asked).ToHaveCountAsync(0);

        // By mail, signed in nowhere, on a phone at night.
        var path = await LetterLink(address);
        await using var phone = await venue.Guest("Somebody", phone: true, dark: true);
        await phone.Page.GotoAsync(path);
        await phone.Shoot("feedback-letter-phone-dark");
        await phone.Page.GetByRole(AriaRole.Radio, new() { Name = "5 stars, excellent" }).CheckAsync();
        await phone.Page.FillAsync("textarea", "Thank you.\nMore of this, please.");
        await phone.Button("Send").ClickAsync();
        await Expect(phone.Page.GetByRole(AriaRole.Heading, new() { Name = "Thank you" })).ToBeVisibleAsync();
        await phone.Shoot("feedback-letter-thanks-phone-dark");
        await Expect(bob.Page.Locator("feedback-line")).ToContainTextAsync("You gave 5 stars.");
        await using var stranger = await venue.Guest("Somebody");
        await stranger.Page.GotoAsync(path);
        await stranger.ShootBoth("feedback-letter");
        await stranger.Page.GotoAsync("/feedback/forged");
        await stranger.Shoot("feedback-letter-forged");

        await host.Page.GetByRole(AriaRole.Link, new() { Name = "All feedback" }).ClickAsync();
        await Expect(host.Page.Locator("[data-comment]")).ToHaveCountAsync(2);
        await Expect(host.Page.Locator("[data-comment]").First).ToContainTextAsync("More of this, please.");
        await Expect(host.Page.Locator(".feedback-figures")).ToContainTextAsync("4.5 of 5");
        await host.ShootBoth("feedback-summary");
        Assert.Empty(phone.Complaints.Concat(stranger.Complaints));
        room.NobodyComplains();
    }

    private async Task<string> LetterLink(string to)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (true)
        {
            var inbox = await venue.App.Http.GetFromJsonAsync<JsonElement>($"/sandbox/resend/inbox?to={Uri.EscapeDataString(to)}", limit.Token);
            if (inbox.EnumerateArray().Select(letter => Link().Match(letter.GetProperty("text").GetString()!)).FirstOrDefault(match => match.Success) is { } found)
            {
                return new Uri(found.Value).AbsolutePath;
            }

            await Task.Delay(100, limit.Token);
        }
    }

    [GeneratedRegex(@"http\S+/feedback/[\w-]+")]
    private static partial Regex Link();
}

using System.Net;
using System.Net.Http.Json;

namespace Webinars.Web.Tests;

/// <summary>From the letter in the inbox to the chat, without an account.</summary>
public sealed class PersonalLinkTests(WebinarsApp app) : IClassFixture<WebinarsApp>
{
    [Fact]
    public async Task A_guest_joins_by_the_letter_and_chats_and_a_forwarded_letter_asks_for_a_code()
    {
        var (host, _, webinar) = await app.Scheduled(0);
        var box = await Registered(webinar);
        var link = await box.Link("join");
        using var device = new Device(app);
        var page = await device.Get(link);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("Join as Ada", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        IsPrivate(page);
        Assert.False(page.Headers.Contains("Set-Cookie"));

        var joined = await device.Press(link);
        var slug = (await host.Get($"/api/webinars/{webinar}")).GetProperty("slug").GetString();
        Assert.Equal($"/w/{slug}/live", joined.Headers.Location?.OriginalString);
        var cookie = Assert.Single(joined.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.OK, (await device.Get($"/w/{slug}/live")).StatusCode);
        await using var room = await device.Enter(webinar);
        Assert.Equal(("Ada", "attendee"), (room.You.GetProperty("name").GetString(), room.You.GetProperty("role").GetString()));
        await using var hosts = await host.Enter(webinar);
        await room.Say("Hello from a guest");
        await hosts.Until(one => one.Texts.Contains("Hello from a guest"), "the message");

        // Forwarded: a code goes to the mailbox, and only who has that comes in.
        using var other = new Device(app);
        var asked = await other.Press(link);
        Assert.EndsWith("?step=code", asked.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.False(asked.Headers.Contains("Set-Cookie"));
        Assert.Contains("6-digit code", await (await other.Get(asked.Headers.Location!.OriginalString)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await other.Ask(HttpMethod.Post, $"/api/webinars/{webinar}/ticket")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await other.Press($"{link}?handler=code", ("code", await box.Code()))).StatusCode);
        await using var second = await other.Enter(webinar);
        Assert.Equal(room.You.GetProperty("id").GetString(), second.You.GetProperty("id").GetString());
        Assert.DoesNotContain(link[6..], app.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_wrong_codes_are_enough()
    {
        var (_, _, webinar) = await app.Scheduled(0);
        var box = await Registered(webinar);
        var link = await box.Link("join");
        using var first = new Device(app);
        using var other = new Device(app);
        await first.Press(link);
        await other.Press(link);
        var right = await box.Code();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await other.Press($"{link}?handler=code", ("code", right == "123456" ? "654321" : "123456"))).StatusCode);
        }

        Assert.Equal(HttpStatusCode.Conflict, (await other.Press($"{link}?handler=code", ("code", right))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await other.Ask(HttpMethod.Post, $"/api/webinars/{webinar}/ticket")).StatusCode);
    }

    [Fact]
    public async Task A_guest_is_nobody_outside_of_the_one_webinar()
    {
        var (_, _, webinar) = await app.Scheduled(0);
        var (_, _, foreign) = await app.Scheduled(0);
        using var device = await Joined(webinar);
        Assert.Equal(HttpStatusCode.OK, (await device.Ask(HttpMethod.Get, $"/api/webinars/{webinar}/registrations/mine")).StatusCode);
        await Visitor.IsRefused(HttpStatusCode.Unauthorized, "not-signed-in", await device.Ask(HttpMethod.Post, $"/api/webinars/{foreign}/ticket"));
        await Visitor.IsRefused(HttpStatusCode.Unauthorized, "not-signed-in", await device.Ask(HttpMethod.Post, "/api/webinars", Visitor.Draft()));
        foreach (var verb in new[] { "cancel", "go-live", "end", "stream/reset-key" })
        {
            await Visitor.IsRefused(HttpStatusCode.Forbidden, "not-allowed", await device.Ask(HttpMethod.Post, $"/api/webinars/{webinar}/{verb}"));
        }

        foreach (var page in new[] { "/dashboard", "/account", "/webinars/new", $"/webinars/{webinar}/edit" })
        {
            Assert.StartsWith("/sign-in", (await device.Get(page)).Headers.Location?.OriginalString, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_strange_page_cannot_press_the_button()
    {
        var (_, _, webinar) = await app.Scheduled(0);
        var link = await (await Registered(webinar)).Link("join");
        foreach (var origin in new[] { "https://evil.example", "null" })
        {
            var request = new HttpRequestMessage(HttpMethod.Post, link) { Headers = { { "Origin", origin } } };
            Assert.Equal(HttpStatusCode.Forbidden, (await app.Http.SendAsync(request)).StatusCode);
        }

        using var device = new Device(app);
        Assert.Equal(HttpStatusCode.Redirect, (await device.Press(link)).StatusCode);
    }

    [Fact]
    public async Task Who_is_signed_in_comes_as_the_account_which_the_registration_is_then()
    {
        var (_, people, webinar) = await app.Scheduled(1);
        var link = await (await Registered(webinar)).Link("join");
        using var device = new Device(app);
        await device.SignIn(people[0]);
        Assert.False((await device.Press(link)).Headers.Contains("Set-Cookie"));
        Assert.Equal("Ada", (await people[0].Get($"/api/webinars/{webinar}/registrations/mine")).GetProperty("name").GetString());

        // And where a guest signs in, the account counts.
        using var guest = await Joined(webinar);
        await guest.SignIn(people[0]);
        await using var room = await guest.Enter(webinar);
        Assert.NotEqual("Ada", room.You.GetProperty("name").GetString());
    }

    [Fact]
    public async Task Who_takes_it_back_is_thrown_off_and_an_older_link_says_where_a_new_one_is()
    {
        var (_, _, webinar) = await app.Scheduled(0);
        var box = await Registered(webinar);
        var (join, letters) = (await box.Link("join"), await box.Link("letters"));
        using var device = new Device(app);
        await device.Press(join);
        await using var room = await device.Enter(webinar);
        var cancelled = await device.Press($"{letters}?handler=cancel");
        Assert.StartsWith("/letters/", cancelled.Headers.Location?.OriginalString, StringComparison.Ordinal);
        await room.Until(one => !one.IsConnected, "the end of the connection");
        Assert.Equal(HttpStatusCode.Unauthorized, (await device.Ask(HttpMethod.Post, $"/api/webinars/{webinar}/ticket")).StatusCode);
        foreach (var old in new[] { join, letters })
        {
            var gone = await device.Get(old);
            Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
            IsPrivate(gone);
            Assert.Contains("Open the webinar", await gone.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.NotFound, (await device.Press(old == join ? join : $"{letters}?handler=register")).StatusCode);
        }

        var now = cancelled.Headers.Location!.OriginalString;
        Assert.Contains("Your registration is cancelled.", await (await device.Get(now)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var again = await device.Press($"{now}?handler=register");
        Assert.Contains("You are registered.", await (await device.Get(again.Headers.Location!.OriginalString)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("join")]
    [InlineData("letters")]
    public async Task A_link_for_something_else_or_nobodys_is_one_page_that_tells_nothing(string page)
    {
        var (_, _, webinar) = await app.Scheduled(0);
        var box = await Registered(webinar);
        var other = await box.Link(page == "join" ? "letters" : "join");
        foreach (var token in new[] { other.Split('/')[2], new string('A', 50), "x", new string('a', 3_000) })
        {
            var gone = await app.Http.GetAsync($"/{page}/{token}");
            Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
            IsPrivate(gone);
            Assert.DoesNotContain("/w/", await gone.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task One_click_stops_the_letters_and_looking_at_its_link_does_not()
    {
        var (_, _, webinar) = await app.Scheduled(0);
        var letters = await (await Registered(webinar)).Link("letters");
        var oneClick = $"/api{letters}/unsubscribe";
        Assert.Equal(letters, (await app.Http.GetAsync(oneClick)).Headers.Location?.OriginalString);
        Assert.Contains("Stop these letters", await Page(), StringComparison.Ordinal);
        foreach (var origin in new[] { null, "https://mail.example", null })
        {
            var request = new HttpRequestMessage(HttpMethod.Post, oneClick) { Content = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]) };
            request.Headers.TryAddWithoutValidation("Origin", origin);
            Assert.Equal(HttpStatusCode.OK, (await app.Http.SendAsync(request)).StatusCode);
        }

        Assert.Contains("Send me reminders again", await Page(), StringComparison.Ordinal);
        using var device = new Device(app);
        await device.Press($"{letters}?handler=resume");
        Assert.Contains("Stop these letters", await Page(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Http.PostAsync($"/api/letters/{new string('A', 50)}/unsubscribe", null)).StatusCode);

        async Task<string> Page() => await app.Http.GetStringAsync(letters);
    }

    private async Task<Mailbox> Registered(Guid webinar)
    {
        var box = new Mailbox(app, $"ada.{Guid.NewGuid():N}@example.com");
        (await app.Http.PostAsJsonAsync($"/api/webinars/{webinar}/registrations", new { email = box.Address, name = "Ada" })).EnsureSuccessStatusCode();
        return box;
    }

    private async Task<Device> Joined(Guid webinar)
    {
        var device = new Device(app);
        Assert.Equal(HttpStatusCode.Redirect, (await device.Press(await (await Registered(webinar)).Link("join"))).StatusCode);
        return device;
    }

    private static void IsPrivate(HttpResponseMessage page)
    {
        Assert.Equal("strict-origin", Assert.Single(page.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("noindex", Assert.Single(page.Headers.GetValues("X-Robots-Tag")));
        Assert.True(page.Headers.CacheControl?.NoStore);
    }
}

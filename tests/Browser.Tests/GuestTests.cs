using Microsoft.Playwright;
using Webinars.Web.Tests;
using static Microsoft.Playwright.Assertions;

namespace Webinars.Browser.Tests;

/// <summary>Somebody without an account: from the letter to the chat, on two devices.</summary>
public sealed class GuestTests : IAsyncLifetime
{
    private readonly WebinarsApp _app = new();
    private readonly Chromium _chromium = new();

    public async ValueTask InitializeAsync()
    {
        await _app.InitializeAsync();
        await _chromium.InitializeAsync();
    }

    [Fact]
    public async Task A_guest_joins_by_the_letters_link_and_chats_and_another_device_is_asked_for_the_code()
    {
        var (host, _, webinar) = await _app.Scheduled(0);
        var slug = (await host.Get($"/api/webinars/{webinar}")).GetProperty("slug").GetString();
        var box = new Mailbox(_app, "grace@example.com");
        await using var grace = await _chromium.Person("Grace", _app.Url);
        await grace.Context.APIRequest.PostAsync($"/api/webinars/{webinar}/registrations", new() { DataObject = new { email = box.Address, name = "Grace Hopper" }, Headers = new Dictionary<string, string> { ["Origin"] = _app.Url } });
        var link = await box.Link("join");
        await grace.Page.GotoAsync(link);
        await Expect(grace.Button("Join as Grace Hopper")).ToBeVisibleAsync();
        await grace.ShootBoth("join");
        await grace.Button("Join as Grace Hopper").ClickAsync();
        await grace.Page.WaitForURLAsync($"**/w/{slug}/live", new() { WaitUntil = Microsoft.Playwright.WaitUntilState.Commit });
        await grace.Enter($"/w/{slug}/live");
        await grace.Say("Hello from my mailbox");
        await grace.Hears("Hello from my mailbox");
        await grace.Shoot("guest-room");

        await using var phone = await _chromium.Person("Phone", _app.Url, phone: true);
        await phone.Page.GotoAsync(link);
        await phone.Button("Join as Grace Hopper").ClickAsync();
        await Expect(phone.Page.Locator("#code")).ToBeVisibleAsync();
        await phone.ShootBoth("join-code-phone");
        await phone.Page.FillAsync("#code", "000000");
        await phone.Button("Join as Grace Hopper").ClickAsync();
        await Expect(phone.Page.Locator("#trouble")).ToHaveTextAsync("This is not the code. Look into the newest letter.");
        await phone.Shoot("join-code-wrong-phone");
        await phone.Page.FillAsync("#code", await box.Code());
        await phone.Button("Join as Grace Hopper").ClickAsync();
        await phone.Page.WaitForURLAsync($"**/w/{slug}/live", new() { WaitUntil = Microsoft.Playwright.WaitUntilState.Commit });
        await phone.Enter($"/w/{slug}/live");
        await phone.Hears("Hello from my mailbox");

        await grace.Page.GotoAsync(await box.Link("letters"));
        await grace.ShootBoth("letters");
        await grace.Button("Stop these letters").ClickAsync();
        await Expect(grace.Button("Send me reminders again")).ToBeVisibleAsync();
        await grace.Button("Cancel the registration").ClickAsync();
        await Expect(grace.Button("Register again")).ToBeVisibleAsync();
        await grace.ShootBoth("letters-cancelled");
        await grace.Page.GotoAsync(link);
        await Expect(grace.Page.GetByText("This link is not good any more")).ToBeVisibleAsync();
        await grace.ShootBoth("link-gone");
        Assert.Empty(grace.Complaints.Concat(phone.Complaints));
    }

    public async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        await _app.DisposeAsync();
    }
}

using Webinars.Web.Tests;
using static Microsoft.Playwright.Assertions;

namespace Webinars.Browser.Tests;

/// <summary>Clerk's own client and components, unmodified, at the sandbox: up, out, and in again by both ways.</summary>
public sealed class AccountTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task Who_has_signed_up_signs_out_and_in_again_by_password_and_by_code()
    {
        await using var app = new WebinarsApp();
        await app.InitializeAsync();
        await using var ada = await chromium.Person("Ada", app.Url);
        await ada.SignUp("/account");
        await Expect(ada.Page.Locator(".cl-profilePage")).ToContainTextAsync("Ada Example");
        await Expect(ada.Page.Locator(".cl-profilePage")).ToContainTextAsync(ada.Email);
        await SignOut(ada);

        await Identify(ada);
        await ada.Page.FillAsync("input[name=password]:visible", "wrong horse battery staple");
        await ada.Page.ClickAsync("button.cl-formButtonPrimary");
        await Expect(ada.Page.GetByText("Password is incorrect").First).ToBeVisibleAsync();
        await ada.Page.FillAsync("input[name=password]:visible", "correct horse battery staple");
        await ada.Page.ClickAsync("button.cl-formButtonPrimary");
        await ada.Page.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/account");
        await SignOut(ada);

        await Identify(ada);
        await ada.Page.GetByText("Use another method").ClickAsync();
        await ada.Page.GetByText("Email code to").ClickAsync();
        await ada.Page.Locator("input[autocomplete='one-time-code']").PressSequentiallyAsync(await ada.Code());
        await ada.Page.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/account");
        Assert.Empty(ada.Complaints);
    }

    private static async Task SignOut(Person person)
    {
        await person.Page.Locator("main [data-sign-out]").ClickAsync();
        await person.Page.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/");
        await Expect(person.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Sign in" }).First).ToBeVisibleAsync();
    }

    private static async Task Identify(Person person)
    {
        await person.Page.GotoAsync("/sign-in?returnTo=%2Faccount");
        await person.Page.FillAsync("input[name=identifier]", person.Email);
        await person.Page.ClickAsync("button.cl-formButtonPrimary");
        await person.Page.GetByText("Use another method").WaitForAsync();
    }
}

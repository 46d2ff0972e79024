using Microsoft.Playwright;

namespace Webinars.Browser.Tests;

/// <summary>Debian's Chromium, without a window; a context is a person with a browser profile of their own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--disable-dev-shm-usage", "--autoplay-policy=no-user-gesture-required",

        // With it, clerk-js believes that it is offline.
        "--disable-blink-features=AutomationControlled",

        // A camera that shows a green picture with a clock, a microphone that beeps, and a host who allows both.
        "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        // Two cores, and others at work on them.
        Assertions.SetDefaultExpectTimeout(30_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = Flags });
    }

    public async Task<Person> Person(string name, string url, bool phone = false, bool dark = false)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = url,
            ViewportSize = phone ? new() { Width = 390, Height = 844 } : new() { Width = 1280, Height = 800 },
            HasTouch = phone,
            IsMobile = phone,
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            TimezoneId = "Europe/Berlin",
            Locale = "en-GB",
        });
        context.SetDefaultTimeout(60_000);
        return new Person(name, context, await context.NewPageAsync(), phone);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser!.DisposeAsync();
        _playwright!.Dispose();
    }
}

using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Webinars.Browser.Tests;

/// <summary>Somebody at a browser: clicks, types, and notes what the page complains of.</summary>
public sealed class Person : IAsyncDisposable
{
    private readonly List<string> _complaints = [];
    private readonly bool _phone;

    public Person(string name, IBrowserContext context, IPage page, bool phone = false)
    {
        _phone = phone;
        (Name, Context, Page) = (name, context, page);
        Email = $"{name.ToLowerInvariant()}.{Guid.NewGuid():N}@example.com";
        page.PageError += (_, error) => _complaints.Add(error);
        page.Console += (_, said) =>
        {
            if (said.Text.Contains("Content Security Policy", StringComparison.Ordinal))
            {
                _complaints.Add(said.Text);
            }
        };
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: "http" or "https" or "ws" or "wss", IsLoopback: false } foreign)
            {
                _complaints.Add($"asked for {foreign.Host}");
            }
        };
    }

    public string Name { get; }

    public string Email { get; }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    public ILocator Room => Page.Locator("live-room");

    public ILocator Messages => Page.Locator("[data-chat] [data-position]");

    public ILocator Questions => Page.Locator("[data-question]");

    /// <summary>Errors of scripts, breaches of the policy, requests that left this machine.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Through Clerk's own components, with the code that would have been mailed.</summary>
    public async Task SignUp(string returnTo)
    {
        await Page.GotoAsync($"/sign-up?returnTo={Uri.EscapeDataString(returnTo)}");
        var box = Page.Locator("input[autocomplete='one-time-code']");

        // Clerk's form, filled faster than any hand does it, may lose a field or the click while it draws itself: then do as a person would, and press again.
        for (var attempt = 1; !await box.IsVisibleAsync(); attempt++)
        {
            await Page.FillAsync("input[name=firstName]", Name);
            await Page.FillAsync("input[name=lastName]", "Example");
            await Page.FillAsync("input[name=emailAddress]", Email);
            await Page.FillAsync("input[name=password]", "correct horse battery staple");
            await Page.ClickAsync("button.cl-formButtonPrimary");
            try
            {
                await box.WaitForAsync(new() { Timeout = 20_000 });
            }
            catch (TimeoutException) when (attempt < 3)
            {
            }
        }

        await box.PressSequentiallyAsync(await Code());
        await Page.WaitForURLAsync(url => new Uri(url).AbsolutePath == returnTo);
    }

    /// <summary>By our cookie alone, with the token of somebody of the sandbox: clerk-js is kept away, as when Clerk cannot be reached.</summary>
    public async Task SignIn(string token)
    {
        await Context.RouteAsync("**/vendor/clerk-js/**", route => route.AbortAsync());
        var answer = await Context.APIRequest.PostAsync("/auth/session", new() { Headers = new Dictionary<string, string> { ["Authorization"] = $"Bearer {token}" } });
        Assert.True(answer.Ok, $"/auth/session: {answer.Status}");
    }

    /// <summary>Into the room, until it is open.</summary>
    public async Task Enter(string path)
    {
        await Page.GotoAsync(path);
        await Expect(Page.Locator("textarea[name=message], [data-closed]").First).ToBeVisibleAsync();
        await Expect(Page.Locator("[data-line]")).ToHaveCountAsync(0, new() { Timeout = 60_000 });
    }

    public async Task Say(string text)
    {
        await Page.FillAsync("textarea[name=message]", text);
        await Button("Send").ClickAsync();
    }

    public Task Hears(string text) => Expect(Messages.Filter(new() { HasText = text })).ToHaveCountAsync(1, new() { Timeout = 60_000 });

    /// <summary>Opens the menu of a message and chooses from it.</summary>
    public async Task Choose(string choice, string message)
    {
        await Tab("Chat");
        var row = Messages.Filter(new() { HasText = message });
        await row.HoverAsync();
        await row.Locator("[data-more]").ClickAsync();
        await Page.Locator($"[data-choice={choice}]").ClickAsync();
    }

    /// <summary>The moderators' settings, saved.</summary>
    public async Task Settings(Func<ILocator, Task> change)
    {
        await Section("settings");
        var form = Page.Locator("[data-settings]");
        await change(form);
        await form.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(form.GetByText("All is saved.")).ToBeVisibleAsync();
    }

    /// <summary>Of the moderation tab.</summary>
    public async Task Section(string name)
    {
        await Tab("Moderation");
        await Page.Locator($"[data-section={name}]").ClickAsync();
    }

    public ILocator Question(string text) => Questions.Filter(new() { HasText = text });

    public async Task Ask(string text)
    {
        await Tab("Questions");
        await Page.FillAsync("textarea[name=question]", text);
        await Button("Ask").ClickAsync();
    }

    public Task Tab(string name) => Page.GetByRole(AriaRole.Tab, new() { Name = name }).ClickAsync();

    public Task Sees(string status) => Expect(Room).ToHaveAttributeAsync("data-status", status, new() { Timeout = 60_000 });

    /// <summary>The picture is there and moves.</summary>
    public async Task<double> Watches(double seconds)
    {
        var player = Page.Locator("mux-player");
        await player.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        var from = await Time();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (await Time() is var now && (now < from + seconds || await player.EvaluateAsync<int>("player => player.media?.videoWidth ?? 0") == 0))
        {
            await Task.Delay(200, limit.Token);
        }

        return await Time();

        Task<double> Time() => player.EvaluateAsync<double>("player => player.currentTime ?? 0");
    }

    /// <summary>Asks again for a page that says how it is when it is asked, until there are so many of these on it.</summary>
    public async Task Reload(ILocator what, int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await what.CountAsync() != count)
        {
            await Task.Delay(300, limit.Token);
            await Page.ReloadAsync();
        }
    }

    /// <summary>Keeps what the page looks like, wide and on a phone; for who holds a phone only there. <paramref name="at"/> is scrolled to.</summary>
    public async Task Shoot(string name, string? at = null)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "screenshots");
        foreach (var (width, height) in _phone ? [(390, 844)] : new[] { (1280, 800), (390, 844) })
        {
            if (!_phone)
            {
                await Page.SetViewportSizeAsync(width, height);
            }

            if (at is not null)
            {
                await Page.Locator(at).First.EvaluateAsync("element => element.scrollIntoView()");
            }

            await Capture(Path.Combine(folder, $"{name}-{width}.png"));
            var overflow = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(overflow <= 0, $"{name} is {overflow} px too wide for {width} px.");
        }

        if (!_phone)
        {
            await Page.SetViewportSizeAsync(1280, 800);
        }
    }

    /// <summary>As <see cref="Shoot"/>, by day and by night.</summary>
    public async Task ShootBoth(string name, string? at = null)
    {
        await Shoot(name, at);
        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark, ReducedMotion = ReducedMotion.Reduce });
        await Shoot($"{name}-dark", at);
        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.NoPreference });
    }

    /// <summary>Chromium without a window now and then paints no frame for a page behind others; asked again, it does.</summary>
    private async Task Capture(string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Page.BringToFrontAsync();
                await Page.ScreenshotAsync(new() { Path = path, Timeout = 10_000 });
                return;
            }
            catch (Exception error) when (attempt < 5 && error is (TimeoutException or PlaywrightException))
            {
                // Again.
            }
        }
    }

    public async ValueTask DisposeAsync() => await Context.DisposeAsync();

    /// <summary>The newest code that would have been mailed.</summary>
    public async Task<string> Code()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var answer = await Context.APIRequest.GetAsync($"/sandbox/clerk/codes?email={Uri.EscapeDataString(Email)}");
            if (answer.Ok)
            {
                return (await answer.JsonAsync())!.Value.GetProperty("code").GetString()!;
            }

            await Task.Delay(100, limit.Token);
        }
    }
}

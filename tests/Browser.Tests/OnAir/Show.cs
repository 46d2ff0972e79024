using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Webinars.Browser.Tests.OnAir;

/// <summary>What a host does on the live page to bring a picture to everybody and to end it.</summary>
internal static class Show
{
    /// <summary>With WEBINARS_LONG=1 cuts last as long as they do in life, and more is measured.</summary>
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("WEBINARS_LONG") == "1";

    /// <summary>Copied from the page, as a host does.</summary>
    public static async Task<Obs> StartObs(this Gathering gathering)
    {
        var secrets = gathering.Host.Page.Locator(".secret code");
        await gathering.Host.Button("Reveal key").ClickAsync();
        await Expect(secrets.Nth(1)).Not.ToContainTextAsync("•");
        var (server, key) = (await secrets.Nth(0).InnerTextAsync(), await secrets.Nth(1).InnerTextAsync());
        await gathering.Host.Button("Hide key").ClickAsync();
        return Obs.Send(server, key);
    }

    /// <summary>Camera and microphone, until the video vendor has them.</summary>
    public static async Task StartSending(this Gathering gathering)
    {
        await gathering.Host.Button("Use your camera").ClickAsync();
        await Expect(gathering.Host.Button("Start sending")).ToBeEnabledAsync();
        await gathering.Host.Button("Start sending").ClickAsync();
        await Expect(gathering.Host.Page.Locator("[data-on-air]")).ToHaveTextAsync("Sending", new() { Timeout = 60_000 });
    }

    public static Task Arrives(this Gathering gathering) =>
        Expect(gathering.Host.Page.Locator(".stream-state")).ToHaveAttributeAsync("data-stream", "active", new() { Timeout = 60_000 });

    public static async Task<double> PressGoLive(this Gathering gathering)
    {
        var now = Now;
        await gathering.Host.Button("Go live").ClickAsync();
        await gathering.All(person => person.Sees("live"));
        return now;
    }

    public static async Task<double> End(this Gathering gathering)
    {
        await gathering.Host.Button("End webinar").ClickAsync();
        await gathering.Host.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "End" }).ClickAsync();
        var now = Now;
        await gathering.All(person => person.Sees("replay"));
        return now;
    }

    /// <summary>From the room, by the link that is there.</summary>
    public static async Task<Picture> OpenReplay(this Person person)
    {
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "Watch the replay" }).ClickAsync();
        await person.Page.WaitForURLAsync(new Regex("/replay$"), new() { WaitUntil = WaitUntilState.Commit });
        await person.Page.Locator("mux-player").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        return new Picture(person);
    }

    /// <summary>Seconds since 1970.</summary>
    public static double Now => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000.0;

    /// <summary>Figures, not a verdict: shown with -showLiveOutput.</summary>
    public static void Tell(string what, double[] behind, double aim, double arrival)
    {
        Assert.True(behind.Length >= 20, $"{what}: only {behind.Length} readings.");
        var ordered = behind.Order().ToList();
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Glass to glass, {what}: median {ordered[ordered.Count / 2]:F2} s, best {ordered[0]:F2} s, worst {ordered[^1]:F2} s, {ordered.Count} readings; at the video vendor after {arrival:F2} s, the player wants to be {aim:F2} s behind the playlist's end"));
    }
}

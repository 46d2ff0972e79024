using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Webinars.Browser.Tests.OnAir;

/// <summary>An encoder outside sends over RTMP to the sandbox's ingest; who watches does so in the real player.</summary>
[Collection(nameof(Venue))]
public sealed class ObsTests(Venue venue)
{
    [Fact]
    public async Task What_an_encoder_sends_is_seen_live_and_is_the_replay()
    {
        await using var gathering = await venue.Gather(1);
        var attendee = gathering.Attendees[0];
        var (host, seen) = (gathering.Host, new Picture(attendee));
        await host.ShootBoth("on-air-offer", ".studio");

        // The host rehearses; nobody else sees it.
        await using var obs = await gathering.StartObs();
        await gathering.Arrives();
        await new Picture(host).Moves();
        await Expect(attendee.Page.Locator("mux-player")).ToHaveCountAsync(0);
        await host.ShootBoth("on-air-rehearsal");

        var wentLive = await gathering.PressGoLive();
        Assert.True(await seen.Clock() >= wentLive - 1, "The rehearsal was seen.");
        await seen.Moves();
        Show.Tell("encoder over RTMP", await seen.Behind(Show.IsLong ? 240 : 24), await seen.Aim(), await seen.Arrival());
        await attendee.ShootBoth("on-air-live");
        await host.ShootBoth("on-air-host-live");

        var ended = await gathering.End();
        await attendee.ShootBoth("on-air-ended");
        var replay = await attendee.OpenReplay();
        Assert.InRange(await replay.Length(), ended - wentLive - 6, ended - wentLive + 2);
        await Previewed(attendee, wentLive, ended);

        // It begins where the host went live, and goes on to where it ended.
        await attendee.Page.Locator("mux-player").ClickAsync();
        var first = await replay.Clock();
        Assert.InRange(first, wentLive - 0.5, wentLive + 5);
        await replay.Moves();
        await Hovered(attendee);
        await replay.Seek(await replay.Length() - 1);
        Assert.InRange(await replay.Clock(now => now > first + 5), ended - 6, ended + 1);
        gathering.NobodyComplains();
    }

    [Fact]
    public async Task An_encoder_that_is_cut_off_comes_back_and_nobody_has_to_reload()
    {
        await using var gathering = await venue.Gather(1);
        var attendee = gathering.Attendees[0];
        var seen = new Picture(attendee);
        await using var before = await gathering.StartObs();
        await gathering.Arrives();
        var wentLive = await gathering.PressGoLive();
        await seen.Moves();
        await attendee.Page.EvaluateAsync("window.neverReloaded = true");
        await attendee.Say("Before the cut");
        await gathering.Host.Hears("Before the cut");

        await before.Cut();
        var cut = Show.Now;
        await gathering.All(person => person.Sees("interrupted"));
        await Expect(attendee.Page.Locator(".stage-big")).ToHaveTextAsync("Back in a moment");
        await Expect(attendee.Page.GetByRole(AriaRole.Timer)).ToBeVisibleAsync();
        await attendee.Say("While it is gone");
        await gathering.Host.Hears("While it is gone");
        await attendee.ShootBoth("on-air-interrupted");
        if (Show.IsLong)
        {
            await Task.Delay(TimeSpan.FromSeconds(20 - (Show.Now - cut)), TestContext.Current.CancellationToken);
        }

        await using var after = await gathering.StartObs();
        await gathering.All(person => person.Sees("live"));
        var back = Show.Now;
        await seen.Clock(now => now > cut);
        await seen.Moves(2);
        Assert.True(await attendee.Page.EvaluateAsync<bool>("window.neverReloaded === true"));
        await attendee.Say("After the cut");
        await gathering.Host.Hears("After the cut");
        TestContext.Current.TestOutputHelper!.WriteLine($"Cut for {back - cut:F1} s");

        // Both pieces, without what was not sent; every moment of either has its own time, by which what was said belongs to it.
        var ended = await gathering.End();
        var replay = await attendee.OpenReplay();
        await attendee.Page.Locator("mux-player").ClickAsync();
        Assert.InRange(await replay.Clock(), wentLive - 0.5, cut);
        await InStep(replay);
        await replay.Seek(await replay.Length() - 1);
        await replay.Clock(now => now > cut + 1);
        await InStep(replay);
        Assert.InRange(await replay.Length(), 3, ended - wentLive - 1);
        Assert.Equal(["Before the cut", "While it is gone", "After the cut"], await attendee.Messages.Locator(".message-text").AllInnerTextsAsync());
        gathering.NobodyComplains();
    }

    /// <summary>It takes a minute: with <c>-explicit on</c>.</summary>
    [Fact(Explicit = true)]
    public async Task Who_was_held_up_for_a_moment_comes_back_to_live_by_themselves()
    {
        await using var gathering = await venue.Gather(1);
        var seen = new Picture(gathering.Attendees[0]);
        await using var obs = await gathering.StartObs();
        await gathering.Arrives();
        await gathering.PressGoLive();
        await seen.Moves(3);
        await seen.Pause();
        var stood = await seen.Clock();
        while (Show.Now - stood < 6.3)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        await seen.Play();
        Assert.True((await seen.Behind(4)).Min() > 5.5);
        await seen.Clock(now => Show.Now - now < 4.5);
        await gathering.End();
    }

    /// <summary>Before it plays: the poster is of this broadcast, and of no moment before it.</summary>
    private static async Task Previewed(Person attendee, double from, double to)
    {
        await attendee.ShootBoth("on-air-replay-poster");
        var poster = await attendee.Page.Locator("mux-player").EvaluateAsync<double?>(BurntClock.ReadImage, "poster");
        Assert.InRange(poster ?? 0, from, to);
    }

    /// <summary>Over the time line: a small picture of that moment.</summary>
    private static async Task Hovered(Person attendee)
    {
        await attendee.Page.Locator("mux-player").HoverAsync();
        var line = attendee.Page.Locator("mux-player media-time-range");
        await line.HoverAsync();
        await Expect(line).ToHaveAttributeAsync("mediapreviewimage", new Regex("storyboard.jpg.*segment="));
        await Expect(line.Locator("media-preview-thumbnail[slot=preview] img")).ToHaveJSPropertyAsync("naturalWidth", 240);
        await attendee.Page.ScreenshotAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "screenshots", "on-air-replay-storyboard.png"), Animations = ScreenshotAnimations.Disabled });
    }

    private static async Task InStep(Picture replay)
    {
        await replay.PlaysOn(0.5);
        var (burnt, dated) = (await replay.Clock(), await replay.Dated());
        Assert.InRange(dated - burnt, -1.5, 1.5);
    }
}

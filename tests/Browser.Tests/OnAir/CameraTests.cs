using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Webinars.Browser.Tests.OnAir;

/// <summary>A host sends from the browser, through the server's ffmpeg, to the sandbox's ingest; attendees watch it in the real player.</summary>
[Collection(nameof(Venue))]
public sealed class CameraTests(Venue venue)
{
    /// <summary>Chromium's made-up screen looks like its made-up camera: this one does not.</summary>
    private const string RedScreen = """
        () => {
          const canvas = Object.assign(document.createElement("canvas"), { width: 800, height: 450 });
          const pen = canvas.getContext("2d");
          let drawn = 0;
          setInterval(() => {
            pen.fillStyle = "#d02020";
            pen.fillRect(0, 0, 800, 450);
            pen.fillStyle = "#f06060";
            pen.fillRect(drawn++ * 5 % 800, 200, 60, 60);
          }, 1000 / 30);
          navigator.mediaDevices.getDisplayMedia = async () => canvas.captureStream(30);
        }
        """;

    [Fact]
    public async Task Attendees_see_the_hosts_camera_and_find_it_in_the_replay()
    {
        await using var gathering = await venue.Gather(1);
        var (host, attendee) = (gathering.Host, gathering.Attendees[0]);
        var seen = new Picture(attendee);
        await gathering.StartSending();
        var wentLive = await gathering.PressGoLive();
        await seen.IsGreen();
        await attendee.Watches(2);
        await attendee.ShootBoth("on-air-camera-seen");
        await host.ShootBoth("on-air-camera");

        // Nobody leaves by mistake.
        var asked = new TaskCompletionSource<string>();
        host.Page.Dialog += async (_, dialog) =>
        {
            asked.TrySetResult(dialog.Type);
            await dialog.DismissAsync();
        };
        await host.Page.EvaluateAsync("() => { setTimeout(() => location.assign('/past')); }");
        Assert.Equal("beforeunload", await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        await Expect(Broadcast(host)).ToHaveAttributeAsync("data-sending", "sending");

        // Another picture on air, and the first one again; who watches does nothing.
        await attendee.Page.EvaluateAsync("window.neverReloaded = true");
        await host.Page.EvaluateAsync(RedScreen);
        await host.Button("Share screen").ClickAsync();
        await Expect(host.Button("Stop sharing")).ToBeVisibleAsync();
        await seen.Is((red, green, blue) => red > green + 80 && red > blue + 80, "the red of the screen");
        await attendee.Shoot("on-air-screen-seen");
        await host.Button("Stop sharing").ClickAsync();
        await gathering.All(person => person.Sees("live"));
        await seen.IsGreen();
        Assert.True(await attendee.Page.EvaluateAsync<bool>("window.neverReloaded === true"));

        await host.Button("Stop sending").ClickAsync();
        await gathering.All(person => person.Sees("interrupted"));
        var ended = await gathering.End();
        var replay = await attendee.OpenReplay();
        await attendee.Page.Locator("mux-player").ClickAsync();
        await replay.IsGreen();
        await attendee.Watches(2);
        Assert.InRange(await replay.Length(), 5, ended - wentLive + 1);

        // Who sends nothing is asked nothing.
        await host.Page.GotoAsync("/past");
        gathering.NobodyComplains();
    }

    [Fact]
    public async Task How_far_the_picture_of_a_browser_lies_behind()
    {
        await using var gathering = await venue.Gather(1, BurntClock.Camera);
        await gathering.StartSending();
        var wentLive = await gathering.PressGoLive();
        var seen = new Picture(gathering.Attendees[0]);
        await seen.Clock();
        Assert.True(await seen.Dated() >= wentLive, "What came before Go live was seen.");
        await seen.Moves(3);
        Show.Tell("browser's camera", await seen.Behind(Show.IsLong ? 240 : 24), await seen.Aim(), await seen.Arrival());
        await gathering.End();
        gathering.NobodyComplains();
    }

    private static ILocator Broadcast(Person host) => host.Page.Locator(".broadcast");
}

using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Webinars.Servers;
using Webinars.Web.Tests;
using Webinars.Web.Tests.Broadcasts;
using static Microsoft.Playwright.Assertions;

namespace Webinars.Browser.Tests.LiveRoom;

/// <summary>A host sends from the browser, with Chromium's made-up camera, to an ingest of the test's.</summary>
public sealed class BroadcastTests(Chromium chromium) : IClassFixture<Chromium>
{
    private readonly int _port = ServerProcess.FreePort();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_host_sends_camera_and_microphone_and_comes_back_after_the_server_was_gone(bool dark)
    {
        using var encoder = new Encoder();
        await using var app = await App();
        var (host, path, webinar, key) = await Host(app, dark);
        await using var _ = host;
        var name = dark ? "broadcast-dark" : "broadcast";
        await host.Shoot($"{name}-offer", ".studio");
        await host.Button("Use your camera").ClickAsync();

        // Seen and heard here first.
        await Expect(Broadcast(host)).ToHaveAttributeAsync("data-sending", "preview");
        await Until(async () => await host.Page.Locator(".broadcast video").EvaluateAsync<int>("video => video.videoWidth") == 1280, "the preview");
        await Until(async () => int.Parse((await host.Page.Locator(".level").GetAttributeAsync("aria-valuenow"))!) > 20, "the microphone's beep");
        await host.Shoot($"{name}-preview", ".studio");

        var first = encoder.Listen(_port, key);
        await host.Button("Start sending").ClickAsync();
        await Expect(Broadcast(host)).ToHaveAttributeAsync("data-sending", "sending");
        await Until(async () => await Encoder.Seconds(first.File) > 4, "the picture");

        // The vendor says that it has it: the room knows, and the button is still the host's.
        await Vendor(app, webinar);
        await Expect(host.Page.Locator("[data-on-air]")).ToHaveTextAsync("Sending");
        await host.Shoot($"{name}-sending", ".studio");
        await host.Button("Mute").ClickAsync();
        await Expect(host.Page.GetByText("You are muted")).ToBeVisibleAsync();
        await Until(async () => await host.Page.Locator(".level").GetAttributeAsync("aria-valuenow") == "0", "silence");
        await host.Button("Unmute").ClickAsync();

        await app.Kill();
        await Expect(Broadcast(host)).ToHaveAttributeAsync("data-sending", "reconnecting");
        await host.Shoot($"{name}-reconnecting", ".studio");
        await first.Finished();
        var second = encoder.Listen(_port, key);
        await app.Start();
        await Expect(Broadcast(host)).ToHaveAttributeAsync("data-sending", "sending", new() { Timeout = 60_000 });
        await Until(async () => await Encoder.Seconds(second.File) > 3, "the picture again");
        await host.Button("Stop sending").ClickAsync();
        await Expect(Broadcast(host)).ToHaveAttributeAsync("data-sending", "preview");
        await second.Finished();

        foreach (var ingest in new[] { first, second })
        {
            Assert.Equal("h264,1280 aac", await Encoder.Probe(ingest.File));
            await IsTheFakeCamera(ingest.File);
        }

        await host.Button("Close").ClickAsync();
        await Expect(host.Button("Use your camera")).ToBeVisibleAsync();
        Assert.Empty(host.Complaints);
    }

    [Fact]
    public async Task A_shared_screen_takes_the_cameras_place_and_gives_it_back()
    {
        using var encoder = new Encoder();
        await using var app = await App();
        var (host, _, _, key) = await Host(app);
        await using var __ = host;
        await host.Button("Use your camera").ClickAsync();
        await Expect(host.Button("Start sending")).ToBeEnabledAsync();
        var camera = encoder.Listen(_port, key);
        await host.Button("Start sending").ClickAsync();
        await Until(async () => await Encoder.Seconds(camera.File) > 2, "the camera");
        await host.Button("Share screen").ClickAsync();
        await Expect(host.Button("Stop sharing")).ToBeVisibleAsync();
        await camera.Finished();
        var screen = await Lasting(app, host, encoder, key, "the screen");
        await host.Shoot("broadcast-screen", ".studio");
        await host.Button("Stop sharing").ClickAsync();
        await screen.Finished();
        await Expect(host.Button("Share screen")).ToBeVisibleAsync();
        await IsTheFakeCamera(camera.File);
        Assert.StartsWith("h264,", await Encoder.Probe(screen.File), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_allows_no_camera_is_told_what_to_do_and_may_try_again()
    {
        await using var app = await App();
        var (host, _, _, _) = await Host(app);
        await using var __ = host;
        await host.Page.EvaluateAsync("""
            () => {
              const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
              navigator.mediaDevices.getUserMedia = async (wanted) => {
                if (wanted.video && !window.allowed) throw new DOMException("no", "NotAllowedError");
                return real(wanted);
              };
            }
            """);
        await host.Button("Use your camera").ClickAsync();
        await Expect(host.Page.Locator(".broadcast-said")).ToContainTextAsync("Your camera is not allowed here.");
        await Expect(host.Button("Start sending")).ToBeDisabledAsync();
        await host.Shoot("broadcast-refused", ".studio");
        await host.Page.EvaluateAsync("() => { window.allowed = true; }");
        await host.Page.Locator(".broadcast select[name=camera]").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await Expect(host.Button("Start sending")).ToBeEnabledAsync();
        await Expect(host.Page.Locator(".broadcast-said")).Not.ToContainTextAsync("camera");
    }

    [Fact]
    public async Task A_camera_that_is_unplugged_is_said_and_another_takes_its_place()
    {
        using var encoder = new Encoder();
        await using var app = await App();
        var (host, _, _, key) = await Host(app);
        await using var __ = host;
        await host.Button("Use your camera").ClickAsync();
        await Expect(host.Button("Start sending")).ToBeEnabledAsync();
        var first = encoder.Listen(_port, key);
        await host.Button("Start sending").ClickAsync();
        await Until(async () => await Encoder.Seconds(first.File) > 2, "the picture");
        await host.Page.Locator(".broadcast video").EvaluateAsync("video => { const [track] = video.srcObject.getVideoTracks(); track.stop(); track.dispatchEvent(new Event('ended')); }");
        await Expect(host.Page.Locator(".broadcast-said")).ToContainTextAsync("Your camera was unplugged.");
        await host.Page.Locator(".broadcast select[name=camera]").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await first.Finished();
        var second = await Lasting(app, host, encoder, key, "the picture of the other");
        await IsTheFakeCamera(second.File);
    }

    [Fact]
    public async Task A_server_without_ffmpeg_says_so_and_offers_the_key_alone()
    {
        await using var app = new WebinarsApp();
        app.Settings["Broadcast__Ffmpeg"] = "/nowhere/ffmpeg";
        await app.Start();
        var (host, _, _, _) = await Host(app);
        await using var __ = host;
        await Expect(host.Page.Locator("[data-no-broadcast]")).ToContainTextAsync("the server has no ffmpeg");
        await Expect(host.Button("Use your camera")).ToHaveCountAsync(0);
        await Expect(host.Page.GetByText("Stream key", new() { Exact = true })).ToBeVisibleAsync();
    }

    /// <summary>One frame from the middle is green, as Chromium's camera is; it is kept to be looked at.</summary>
    private static async Task IsTheFakeCamera(string file)
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "screenshots")).FullName;
        await Encoder.Run("ffmpeg", "-v", "error", "-y", "-sseof", "-1", "-i", file, "-frames:v", "1", Path.Combine(folder, "broadcast-received.png"));
        var pixel = Path.ChangeExtension(file, ".rgb");
        await Encoder.Run("ffmpeg", "-v", "error", "-y", "-sseof", "-1", "-i", file, "-frames:v", "1", "-vf", "scale=1:1", "-f", "rawvideo", "-pix_fmt", "rgb24", pixel);
        var (red, green, blue) = await File.ReadAllBytesAsync(pixel) is [var r, var g, var b] ? (r, g, b) : throw new InvalidDataException();
        Assert.True(green > red + 30 && green > blue + 30, $"The frame is {red},{green},{blue}.");
    }

    private static async Task<(Person Host, string Path, Guid Webinar, string Key)> Host(WebinarsApp app, Chromium chromium, bool dark)
    {
        var (visitor, _, webinar) = await app.Scheduled(0);
        var key = (await visitor.Get($"/api/webinars/{webinar}/stream")).GetProperty("streamKey").GetString()!;
        var path = $"/w/{(await visitor.Get($"/api/webinars/{webinar}")).GetProperty("slug").GetString()}/live";
        var host = await chromium.Person("Ada", app.Url, dark: dark);
        await host.SignIn(visitor.Token);
        await host.Enter(path);
        return (host, path, webinar, key);
    }

    /// <summary>A publisher that stays: a picture that settles at another size a moment later is sent as a new one.</summary>
    private async Task<Ingest> Lasting(WebinarsApp app, Person host, Encoder encoder, string key, string what)
    {
        var (ingest, tries) = (encoder.Listen(_port, key), 1);
        await Until(
            async () =>
            {
                if (await Encoder.Seconds(ingest.File) > 2)
                {
                    return true;
                }

                (ingest, tries) = ingest.IsFinished ? (encoder.Listen(_port, key), tries + 1) : (ingest, tries);
                return false;
            },
            what,
            async () => $"Publisher {tries}, {await Encoder.Seconds(ingest.File)} s. The page: {await Broadcast(host).GetAttributeAsync("data-sending")} {await Broadcast(host).InnerTextAsync()}. The server: {string.Join('\n', app.Output.Split('\n').Where(line => line.Contains("ffmpeg", StringComparison.Ordinal)))}");
        return ingest;
    }

    /// <summary>The sandbox's vendor believes that an encoder sends.</summary>
    private static async Task Vendor(WebinarsApp app, Guid webinar)
    {
        var streams = (await app.Http.GetFromJsonAsync<JsonElement>("/sandbox/mux/state")).GetProperty("streams").EnumerateArray();
        var id = streams.First(one => one.ToString().Contains($"{webinar}", StringComparison.Ordinal)).GetProperty("id").GetString();
        (await app.Http.PostAsJsonAsync($"/sandbox/mux/live-streams/{id}/encoder", new { on = true })).EnsureSuccessStatusCode();
    }

    private static async Task Until(Func<Task<bool>> holds, string what, Func<Task<string>>? more = null)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await holds())
        {
            if (limit.IsCancellationRequested)
            {
                Assert.Fail($"{what} did not come. {(more is null ? "" : await more())}");
            }

            await Task.Delay(200, CancellationToken.None);
        }
    }

    private static ILocator Broadcast(Person host) => host.Page.Locator(".broadcast");

    private Task<(Person Host, string Path, Guid Webinar, string Key)> Host(WebinarsApp app, bool dark = false) => Host(app, chromium, dark);

    private async Task<WebinarsApp> App()
    {
        var app = new WebinarsApp();
        OwnIngest.AddTo(app, _port);
        await app.Start();
        return app;
    }
}

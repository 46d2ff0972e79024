using Microsoft.Playwright;

namespace Webinars.Browser.Tests.OnAir;

/// <summary>What the player on somebody's stage shows, by its pixels.</summary>
internal sealed class Picture(Person person)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private ILocator Player => person.Page.Locator("mux-player");

    /// <summary>Seconds since 1970, once a clock is seen that <paramref name="holds"/>.</summary>
    public async Task<double> Clock(Func<double, bool>? holds = null)
    {
        var seen = double.NaN;
        await Until(async () => await Try<double?>(BurntClock.Read) is { } now && (holds ?? (_ => true))(seen = now), () => $"{person.Name} last saw {seen}");
        return seen;
    }

    /// <summary>A clock, and then a later one.</summary>
    public async Task<double> Moves(double seconds = 1)
    {
        var first = await Clock();
        return await Clock(now => now >= first + seconds);
    }

    /// <summary>A later clock than this one, or the end.</summary>
    public async Task PlaysOn(double seconds)
    {
        var first = await Clock();
        await Until(
            async () => await Try<bool>("player => player.ended") || await Try<double?>(BurntClock.Read) >= first + seconds,
            () => $"{person.Name} sees {first} and nothing after it");
    }

    /// <summary>How far behind it lies, measured so often.</summary>
    public async Task<double[]> Behind(int times) => await Player.EvaluateAsync<double[]>(BurntClock.Behind(times));

    /// <summary>How many seconds behind the end of the playlist the player wants to be.</summary>
    public async Task<double> Aim() => await Player.EvaluateAsync<double>("player => player._hls?.targetLatency ?? player.media?._hls?.targetLatency ?? -1");

    /// <summary>How many seconds after it was made the video vendor had what is shown, by its own account.</summary>
    public async Task<double> Arrival() => await Player.EvaluateAsync<double>($"player => player.currentPdt.getTime() / 1000 - ({BurntClock.Read})(player)");

    /// <summary>The mean colour of the whole picture is one that <paramref name="holds"/>.</summary>
    public async Task Is(Func<int, int, int, bool> holds, string what)
    {
        var last = "nothing";
        await Until(
            async () =>
            {
                var colour = await Try<int[]?>("""
                    player => {
                      const video = player.media?.nativeEl;
                      if (!video?.videoWidth) return null;
                      const pen = Object.assign(document.createElement("canvas"), { width: 64, height: 36 }).getContext("2d");
                      pen.drawImage(video, 0, 0, 64, 36);
                      const all = pen.getImageData(0, 0, 64, 36).data;
                      return [0, 1, 2].map(part => Math.round(all.filter((_, i) => i % 4 === part).reduce((sum, one) => sum + one, 0) / 64 / 36));
                    }
                    """);
                last = colour is null ? last : string.Join(',', colour);
                return colour is [var red, var green, var blue] && holds(red, green, blue);
            },
            () => $"{person.Name} saw {last}, not {what}");
    }

    /// <summary>Chromium's made-up camera.</summary>
    public Task IsGreen() => Is((red, green, blue) => green > red + 30 && green > blue + 30, "the green of the camera");

    public async Task Seek(double seconds)
    {
        await Player.EvaluateAsync("(player, to) => new Promise(done => { player.addEventListener('seeked', done, { once: true }); player.currentTime = to; })", seconds);
    }

    public Task Pause() => Player.EvaluateAsync("player => player.media.nativeEl.pause()");

    public Task Play() => Player.EvaluateAsync("player => player.media.nativeEl.play()");

    public async Task<double> Length()
    {
        await Until(async () => await Try<bool>("player => player.duration > 0"), () => "The recording has no length");
        return await Player.EvaluateAsync<double>("player => player.duration");
    }

    /// <summary>The wall-clock time that the playlist gives to what is shown, in seconds since 1970.</summary>
    public Task<double> Dated() => Player.EvaluateAsync<double>("player => player.currentPdt.getTime() / 1000");

    private static async Task Until(Func<Task<bool>> holds, Func<string> otherwise)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await holds())
        {
            Assert.False(limit.IsCancellationRequested, otherwise());
            await Task.Delay(100, CancellationToken.None);
        }
    }

    /// <summary>Nothing while there is no player: it is taken away and mounted again as the stream comes and goes.</summary>
    private async Task<T?> Try<T>(string script) =>
        await Player.CountAsync() == 0 ? default : await Player.First.EvaluateAsync<T>(script);
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;

namespace Webinars.Web.Tests.Broadcasts;

/// <summary>Who may send, and what is not taken.</summary>
public sealed class BroadcastDoorTests(BroadcastingApp venue) : IClassFixture<BroadcastingApp>
{
    [Fact]
    public async Task It_opens_for_a_host_alone()
    {
        var (host, attendees, webinar, _) = await venue.Scheduled(1);
        Assert.Equal(401, await BroadcastClient.StatusOf(venue.App, webinar, ("Origin", venue.App.Url)));
        Assert.Equal(403, await BroadcastClient.StatusOf(venue.App, webinar, ("Authorization", $"Bearer {attendees[0].Token}")));
        Assert.Equal(403, await BroadcastClient.StatusOf(venue.App, webinar, ("Cookie", await Cookie(attendees[0])), ("Origin", venue.App.Url)));
        Assert.Equal(404, await BroadcastClient.StatusOf(venue.App, await host.Schedule(), ("Authorization", $"Bearer {attendees[0].Token}")));
        using var browser = await BroadcastClient.Open(venue.App, webinar, ("Cookie", await Cookie(host)), ("Origin", venue.App.Url));
        await browser.Hello();
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("http://localhost")]
    [InlineData("https://localhost:{port}")]
    [InlineData("http://localhost.evil.example:{port}")]
    [InlineData(null)]
    public async Task A_page_of_another_origin_sends_nothing_with_a_hosts_cookie(string? origin)
    {
        var (host, _, webinar, _) = await venue.Scheduled();
        var cookie = ("Cookie", await Cookie(host));
        var forged = origin?.Replace("{port}", $"{new Uri(venue.App.Url).Port}", StringComparison.Ordinal);
        Assert.Equal(403, await BroadcastClient.StatusOf(venue.App, webinar, forged is null ? [cookie] : [cookie, ("Origin", forged)]));
    }

    [Fact]
    public async Task Who_signs_out_while_sending_is_cut_off()
    {
        var (host, _, webinar, _) = await venue.Scheduled();
        using var browser = await BroadcastClient.Open(venue.App, webinar, host);
        await browser.Hello();
        var over = new ClerkMessage(venue.App);
        Assert.Equal(HttpStatusCode.OK, (await over.Post(ClerkMessage.Event("session.revoked", new { id = host.Session, @object = "session", user_id = host.Subject, status = "revoked" }))).StatusCode);
        await browser.EndsWith("not-signed-in");
    }

    [Theory]
    [InlineData("{", "invalid")]
    [InlineData("[]", "invalid")]
    [InlineData("""{"type":"hello"}""", "invalid")]
    [InlineData("""{"type":"hello","mime":5}""", "invalid")]
    [InlineData("""{"type":"hello","mime":"video/quicktime"}""", "unsupported-type")]
    [InlineData("""{"type":"hello","mime":"application/vnd.apple.mpegurl"}""", "unsupported-type")]
    public async Task A_hello_that_makes_no_sense_is_refused(string hello, string code)
    {
        var (host, _, webinar, _) = await venue.Scheduled();
        using var browser = await BroadcastClient.Open(venue.App, webinar, host);
        await browser.Say(hello);
        await browser.EndsWith(code);
    }

    [Fact]
    public async Task Without_a_hello_it_does_not_stay_open()
    {
        var (host, _, webinar, _) = await venue.Scheduled();
        using var silent = await BroadcastClient.Open(venue.App, webinar, host);
        await silent.EndsWith("too-late");
    }

    [Fact]
    public async Task Who_sends_nothing_for_fifteen_seconds_is_done()
    {
        var (host, _, webinar, _) = await venue.Scheduled();
        using var silent = await BroadcastClient.Open(venue.App, webinar, host);
        await silent.Hello();
        await silent.EndsWith("too-late");
        await BroadcastingApp.Until(() => BroadcastingApp.Children(venue.App).Count == 0, "the end of ffmpeg");
    }

    [Fact]
    public async Task What_is_not_of_the_format_that_was_said_is_refused()
    {
        var (host, _, webinar, _) = await venue.Scheduled();
        foreach (var (mime, begins) in new[]
        {
            ("video/webm", "#EXTM3U\nhttp://127.0.0.1/"u8.ToArray()),
            ("video/mp4", (await venue.Recording())[..1000]),
            ("video/webm", [0x1A, 0x45, 0xDF, 0xA3, .. new byte[300_000]]),
        })
        {
            using var browser = await BroadcastClient.Open(venue.App, webinar, host);
            await browser.Hello(mime);
            await browser.Piece(begins);
            await browser.EndsWith("unsupported-type");
        }
    }

    [Theory]
    [InlineData("-c:v ffv1 -c:a libopus")]
    [InlineData("-c:v mjpeg -pix_fmt yuvj420p -c:a libopus")]
    [InlineData("-c:v libx264 -pix_fmt yuv420p -c:a flac")]
    public async Task What_no_browser_records_is_not_decoded(string codecs)
    {
        var (host, _, webinar, key) = await venue.Scheduled();
        _ = venue.Encoder.Listen(venue.Port, key);
        using var browser = await BroadcastClient.Open(venue.App, webinar, host);
        await browser.Hello("video/x-matroska;codecs=vp8,opus");
        await browser.Send(await venue.Encoder.Record(4, codecs: codecs), piecesPerSecond: 20);
        await browser.EndsWith("unsupported-type");
    }

    [Fact]
    public async Task What_is_too_large_too_much_or_a_text_is_refused()
    {
        var (host, _, webinar, key) = await venue.Scheduled();
        _ = venue.Encoder.Listen(venue.Port, key);
        var recording = await venue.Recording();
        var much = await venue.Encoder.Record(6, codecs: "-c:v libx264 -preset ultrafast -qp 18 -g 1 -vf noise=alls=20:allf=t -pix_fmt yuv420p -c:a libopus");
        using var large = await Sending();
        await large.Piece(new byte[(2 * 1024 * 1024) + 1]);
        await large.EndsWith("too-large");

        _ = venue.Encoder.Listen(venue.Port, key);
        using var text = await Sending();
        await text.Say("more");
        await text.EndsWith("invalid");

        _ = venue.Encoder.Listen(venue.Port, key);
        using var fast = await Sending();
        var flood = fast.Send(much, 100, 1000);
        await fast.EndsWith("too-fast");
        await flood;

        async Task<BroadcastClient> Sending()
        {
            var browser = await BroadcastClient.Open(venue.App, webinar, host);
            await browser.Hello();
            await browser.Piece(recording);
            return browser;
        }
    }

    [Fact]
    public async Task Messages_without_end_are_refused_also_where_they_hold_nothing()
    {
        var (host, _, webinar, key) = await venue.Scheduled();
        _ = venue.Encoder.Listen(venue.Port, key);
        using var idle = await BroadcastClient.Open(venue.App, webinar, host);
        await idle.Hello();
        await idle.Piece(await venue.Recording());
        var flood = Task.Run(async () =>
        {
            for (var i = 0; i < 2_000_000 && idle.Socket.State is WebSocketState.Open; i++)
            {
                await idle.Piece(default);
            }
        });
        await idle.EndsWith("too-fast");
        await flood;
    }

    [Fact]
    public async Task Only_the_room_may_ask_for_a_camera()
    {
        var (host, _, webinar, _) = await venue.Scheduled();
        var slug = (await host.Get($"/api/webinars/{webinar}")).GetProperty("slug").GetString();
        foreach (var (path, capture) in new[] { ($"/w/{slug}/live", "(self)"), ($"/w/{slug}", "()"), ($"/w/{slug}/replay", "()"), ("/", "()"), ("/api/webinars", "()") })
        {
            var policy = (await host.Send(HttpMethod.Get, path)).Headers.GetValues("Permissions-Policy").Single();
            Assert.Contains($"camera={capture}, microphone={capture}, display-capture={capture},", policy, StringComparison.Ordinal);
        }
    }

    /// <summary>As the browser holds it after signing in.</summary>
    private async Task<string> Cookie(Visitor person)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/auth/session");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", person.Token);
        var answer = await venue.App.Http.SendAsync(request);
        return answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }
}

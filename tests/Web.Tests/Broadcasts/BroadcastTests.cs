using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Webinars.Web.Tests.Broadcasts;

/// <summary>From a browser's socket to what a video vendor takes in.</summary>
public sealed class BroadcastTests(BroadcastingApp venue) : IClassFixture<BroadcastingApp>
{
    [Fact]
    public async Task What_is_recorded_arrives_with_its_picture_untouched_and_nobody_sees_the_key()
    {
        var (host, _, webinar, key) = await venue.Scheduled();
        var ingest = venue.Encoder.Listen(venue.Port, key);
        using var browser = await BroadcastClient.Open(venue.App, webinar, host);
        await browser.Hello();
        var child = Assert.Single(BroadcastingApp.Children(venue.App));
        var keyFile = child.Value.Split(' ').SkipWhile(one => one != "-fpre").ElementAt(1);
        Assert.StartsWith("600 ", await Encoder.Run("stat", "-c", "%a %n", keyFile), StringComparison.Ordinal);
        Assert.DoesNotContain(key, child.Value, StringComparison.Ordinal);
        await browser.Send(await venue.Encoder.Record(4));
        await BroadcastingApp.Until(() => !File.Exists(keyFile), "the end of the key's file");
        await browser.Stop();

        await ingest.Finished();
        Assert.Equal("h264,640 aac", await Encoder.Probe(ingest.File));
        Assert.InRange(await Encoder.Seconds(ingest.File), 3, 5);
        await BroadcastingApp.Until(() => BroadcastingApp.Children(venue.App).Count == 0, "the end of ffmpeg");
        Assert.DoesNotContain(key, venue.App.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("video/webm;codecs=vp8,opus", "webm", "-c:v libvpx -deadline realtime -c:a libopus")]
    [InlineData("video/mp4;codecs=avc1.42E01E,opus", "mp4", "-c:v libx264 -preset ultrafast -g 30 -c:a libopus -strict -2 -movflags +frag_keyframe+empty_moov")]
    public async Task Every_browsers_format_arrives_as_what_the_vendor_takes(string mime, string extension, string codecs)
    {
        var (host, _, webinar, key) = await venue.Scheduled();
        var ingest = venue.Encoder.Listen(venue.Port, key);
        using var browser = await BroadcastClient.Open(venue.App, webinar, host);
        await browser.Hello(mime);
        await browser.Send(await venue.Encoder.Record(3, extension, codecs));
        await browser.Stop();
        await ingest.Finished();
        Assert.Equal("h264,640 aac", await Encoder.Probe(ingest.File));
        Assert.InRange(await Encoder.Seconds(ingest.File), 2, 4);
    }

    /// <summary>Chromium hands out what there is when a slice of time is over, and a muxer writes its first word byte by byte.</summary>
    [Fact]
    public async Task A_recording_whose_first_bytes_come_one_by_one_is_taken()
    {
        var (host, _, webinar, key) = await venue.Scheduled();
        var ingest = venue.Encoder.Listen(venue.Port, key);
        using var browser = await BroadcastClient.Open(venue.App, webinar, host);
        await browser.Hello();
        var recording = await venue.Encoder.Record(3);
        for (var at = 0; at < 20; at++)
        {
            await browser.Piece(recording.AsMemory(at, 1));
        }

        await browser.Send(recording.AsMemory(20));
        await browser.Stop();
        await ingest.Finished();
        Assert.Equal("h264,640 aac", await Encoder.Probe(ingest.File));
    }

    [Fact]
    public async Task A_second_tab_of_the_same_host_goes_on_and_the_first_is_told()
    {
        var (host, _, webinar, key) = await venue.Scheduled();
        _ = venue.Encoder.Listen(venue.Port, key);
        using var first = await BroadcastClient.Open(venue.App, webinar, host);
        await first.Hello();
        await first.Send(await venue.Recording());

        using var second = await BroadcastClient.Open(venue.App, webinar, host);
        var opening = second.Hello();
        await first.EndsWith("taken-over");
        await opening;
        Assert.Single(BroadcastingApp.Children(venue.App));
        await second.Stop();
    }

    [Fact]
    public async Task Another_host_waits_until_the_first_is_done()
    {
        var (host, others, webinar, _) = await venue.Scheduled(1);
        await Promote(host, others[0], webinar, "host");
        using var first = await BroadcastClient.Open(venue.App, webinar, host);
        await first.Hello();
        using var refused = await BroadcastClient.Open(venue.App, webinar, others[0]);
        await refused.Say($$"""{"type":"hello","mime":"{{BroadcastClient.H264}}"}""");
        await refused.EndsWith("on-air");
        await first.Stop();
        await BroadcastingApp.Until(() => BroadcastingApp.Children(venue.App).Count == 0, "the end of the first");
        using var next = await BroadcastClient.Open(venue.App, webinar, others[0]);
        await next.Hello();
        await next.Stop();
    }

    [Fact]
    public async Task Who_loses_the_role_while_sending_is_cut_off()
    {
        var (host, others, webinar, _) = await venue.Scheduled(1);
        await Promote(host, others[0], webinar, "host");
        using var browser = await BroadcastClient.Open(venue.App, webinar, others[0]);
        await browser.Hello();
        await Promote(host, others[0], webinar, "moderator");
        await browser.EndsWith("not-allowed");
        await BroadcastingApp.Until(() => BroadcastingApp.Children(venue.App).Count == 0, "the end of ffmpeg");
    }

    [Fact]
    public async Task What_the_vendor_does_not_take_and_a_webinar_that_is_over_are_said()
    {
        var (host, _, webinar, _) = await venue.Scheduled();
        using (var unheard = await BroadcastClient.Open(venue.App, webinar, host))
        {
            await unheard.Hello();
            await unheard.Send(await venue.Recording());
            await unheard.EndsWith("cut-off");
        }

        await host.Post($"/api/webinars/{webinar}/cancel");
        using var late = await BroadcastClient.Open(venue.App, webinar, host);
        await late.Say($$"""{"type":"hello","mime":"{{BroadcastClient.H264}}"}""");
        await late.EndsWith("wrong-state");
    }

    [Fact]
    public async Task Who_is_faster_than_the_vendor_is_told_and_told_again_when_it_goes_on()
    {
        var (host, _, webinar, key) = await venue.Scheduled();
        _ = venue.Encoder.Listen(venue.Port, key);
        using var browser = await BroadcastClient.Open(venue.App, webinar, host);
        await browser.Hello();
        var recording = await venue.Recording();
        await browser.Piece(recording.AsMemory(0, 1000));
        var child = Assert.Single(BroadcastingApp.Children(venue.App)).Key;
        await Encoder.Run("kill", "-STOP", $"{child}");
        await browser.Piece(recording.AsMemory(1000));
        await browser.Piece(new byte[256 * 1024]);
        var slow = await browser.Hear();
        Assert.Equal(("slow", true), (slow.GetProperty("type").GetString(), slow.GetProperty("on").GetBoolean()));
        await Encoder.Run("kill", "-CONT", $"{child}");
        var again = await browser.Hear();
        Assert.Equal(("slow", false), (again.GetProperty("type").GetString(), again.GetProperty("on").GetBoolean()));
    }

    [Fact]
    public async Task A_browser_that_is_gone_without_a_goodbye_leaves_no_process()
    {
        var (host, _, webinar, key) = await venue.Scheduled();
        _ = venue.Encoder.Listen(venue.Port, key);
        using var browser = await BroadcastClient.Open(venue.App, webinar, host);
        await browser.Hello();
        await browser.Send(await venue.Recording());
        Assert.Single(BroadcastingApp.Children(venue.App));
        browser.Socket.Abort();
        await BroadcastingApp.Until(() => BroadcastingApp.Children(venue.App).Count == 0, "the end of ffmpeg");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_process_outlives_the_product(bool killed)
    {
        await using var own = new BroadcastingApp();
        own.App.Settings["Drain__Within"] = "00:00:10";
        await own.InitializeAsync();
        var (host, _, webinar, key) = await own.Scheduled();
        _ = own.Encoder.Listen(own.Port, key);
        using var browser = await BroadcastClient.Open(own.App, webinar, host);
        await browser.Hello();
        await browser.Send(await own.Recording());
        var child = Assert.Single(BroadcastingApp.Children(own.App)).Key;
        var watch = Stopwatch.StartNew();
        if (killed)
        {
            await own.App.Kill();
        }
        else
        {
            await own.App.Signal();
            await browser.IsSentElsewhere();
            Assert.Equal(503, await BroadcastClient.StatusOf(own.App, webinar, ("Authorization", $"Bearer {host.Token}")));
            Assert.Equal(0, await own.App.Ended());
        }

        await BroadcastingApp.Until(() => !BroadcastingApp.IsAlive(child), "the end of ffmpeg");
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
    }

    [Fact]
    public async Task Without_ffmpeg_it_is_said_before_and_at_the_socket()
    {
        await using var app = new WebinarsApp();
        app.Settings["Broadcast__Ffmpeg"] = "/nowhere/ffmpeg";
        OwnIngest.AddTo(app, 9);
        await app.Start();
        var (host, _, webinar) = await app.Scheduled(0);
        Assert.False((await host.Get($"/api/webinars/{webinar}/stream")).GetProperty("fromBrowser").GetBoolean());
        using var browser = await BroadcastClient.Open(app, webinar, host);
        await browser.Say($$"""{"type":"hello","mime":"{{BroadcastClient.H264}}"}""");
        await browser.EndsWith("no-broadcast");

        // The one here has it.
        var (other, _, there, _) = await venue.Scheduled();
        Assert.True((await other.Get($"/api/webinars/{there}/stream")).GetProperty("fromBrowser").GetBoolean());
    }

    [Fact]
    public async Task No_more_run_at_once_than_may()
    {
        await using var app = new WebinarsApp();
        app.Settings["Broadcast__MostAtOnce"] = "1";
        OwnIngest.AddTo(app, 9);
        await app.Start();
        var (host, _, webinar) = await app.Scheduled(0);
        var other = await host.Schedule();
        using var first = await BroadcastClient.Open(app, webinar, host);
        await first.Hello();
        using var second = await BroadcastClient.Open(app, other, host);
        await second.Say($$"""{"type":"hello","mime":"{{BroadcastClient.H264}}"}""");
        await second.EndsWith("busy");
    }

    [Fact]
    public async Task Who_cannot_prove_to_be_the_vendor_gets_no_key()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var app = new WebinarsApp();
        OwnIngest.AddTo(app, 9);
        app.Settings["Mux__IngestUrl"] = $"rtmps://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/app";
        await app.Start();
        var (host, _, webinar) = await app.Scheduled(0);
        using var browser = await BroadcastClient.Open(app, webinar, host);
        await browser.Hello();
        var asking = listener.AcceptTcpClientAsync();
        await browser.Send(await venue.Recording());
        using var asked = await asking.WaitAsync(TimeSpan.FromSeconds(30));
        using var key = RSA.Create(2048);
        using var selfMade = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await using var tls = new SslStream(asked.GetStream());

        // Whether it goes away within the handshake or right after it: it says nothing.
        Assert.Equal(0, await Said());
        await browser.EndsWith("cut-off");

        async Task<int> Said()
        {
            try
            {
                await tls.AuthenticateAsServerAsync(selfMade);
                return await tls.ReadAsync(new byte[100]).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
            }
            catch (Exception refused) when (refused is IOException or AuthenticationException)
            {
                return 0;
            }
        }
    }

    private static async Task Promote(Visitor owner, Visitor person, Guid webinar, string role)
    {
        await using var room = await owner.Enter(webinar);
        await using var member = await person.Enter(webinar);
        await room.Call("AssignRole", RoomClient.NewId(), member.You.GetProperty("id"), role);
    }
}

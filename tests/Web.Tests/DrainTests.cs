using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;

namespace Webinars.Web.Tests;

/// <summary>SIGTERM: nobody new, then "moving", then the end. Where there is no other node people come back to this one.</summary>
public sealed class DrainTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly WebinarsApp _app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_node_that_goes_serves_who_is_there_sends_them_away_and_loses_nothing()
    {
        await Start(("Announce", "00:00:02"));
        var (host, attendees, webinar) = await _app.Scheduled(3);
        await using var stays = await attendees[0].Enter(webinar);
        await using var moves = await attendees[1].Enter(webinar, moves: true);
        await _app.Signal();

        // It is not ready, and everything works.
        await Until(async () => await Status("/health/ready") is HttpStatusCode.ServiceUnavailable);
        Assert.Equal(HttpStatusCode.OK, await Status("/health/live"));
        var answer = await host.Send(HttpMethod.Get, $"/api/webinars/{webinar}");
        Assert.Equal((HttpStatusCode.OK, true), (answer.StatusCode, answer.Headers.ConnectionClose));
        await using var late = await attendees[2].Enter(webinar);
        await stays.Say("announced");
        Assert.Empty(stays.Notices);

        // Everybody hears it, nobody new is let in, and whoever is still here is answered.
        foreach (var room in new[] { stays, moves, late })
        {
            await room.Until(one => one.Notices.Any(IsMoving), "moving");
            Assert.InRange(room.Notices.Single(IsMoving).GetProperty("withinMilliseconds").GetInt32(), 1_000, 1_100);
        }

        await stays.Say("moving");
        Assert.Equal(503, await SocketStatus(webinar, "no ticket"));
        Assert.Equal(503, await SocketStatus(webinar, await host.Ticket(webinar)));
        Assert.Equal(HttpStatusCode.OK, await Status("/health/live"));

        Assert.Equal(0, await _app.Ended());
        await stays.Until(room => !room.IsConnected, "the end");
        Assert.Null(stays.Lost);
        Assert.Equal(0, moves.Moved);

        await _app.Start();
        Assert.Equal(401, await SocketStatus(webinar, "no ticket"));
        await Task.WhenAll(stays.Connect(), late.Connect());
        await stays.Until(room => room.Texts.SequenceEqual(["announced", "moving"]), "what was said");
        await late.Until(room => room.Texts.SequenceEqual(["announced", "moving"]), "what was said");
        Assert.DoesNotContain("fail:", _app.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fifty_of_whom_five_do_nothing_keep_it_no_longer_than_its_grace()
    {
        await Start(("Within", "00:00:02"), ("Grace", "00:00:15"));
        var (_, attendees, webinar) = await _app.Scheduled(50);
        var rooms = await Task.WhenAll(attendees[..48].Select(attendee => attendee.Enter(webinar)));
        var mute = await Task.WhenAll(attendees[48..].Select(async attendee => await Socket(webinar, await attendee.Ticket(webinar))));
        var clock = Stopwatch.StartNew();
        await _app.Signal();
        await Task.WhenAll(rooms[..45].Select(async room =>
        {
            await room.Until(one => one.Notices.Any(IsMoving), "moving");
            await Task.Delay(Random.Shared.Next(room.Notices.Single(IsMoving).GetProperty("withinMilliseconds").GetInt32()));
            await room.DisposeAsync();
        }));
        Assert.Equal(0, await _app.Ended());
        output.WriteLine($"Ended after {clock.ElapsedMilliseconds} ms, five of 50 had not moved.");
        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15));
        foreach (var room in rooms[45..])
        {
            await room.Until(one => !one.IsConnected, "the end");
            Assert.Null(room.Lost);
            await room.DisposeAsync();
        }

        Array.ForEach(mute, socket => socket.Dispose());
    }

    [Fact]
    public async Task With_nobody_there_it_ends_at_once()
    {
        await Start();
        var clock = Stopwatch.StartNew();
        await _app.Signal();
        Assert.Equal(0, await _app.Ended());
        output.WriteLine($"Ended after {clock.ElapsedMilliseconds} ms.");
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_second_signal_ends_the_waiting()
    {
        await Start(("Announce", "00:05:00"), ("Grace", "00:06:00"));
        var (_, attendees, webinar) = await _app.Scheduled(1);
        await using var room = await attendees[0].Enter(webinar);
        await _app.Signal();
        await Until(async () => await Status("/health/ready") is HttpStatusCode.ServiceUnavailable);
        Assert.True(room.IsConnected);
        await _app.Signal();
        Assert.Equal(0, await _app.Ended().WaitAsync(TimeSpan.FromSeconds(30)));
        await room.Until(one => !one.IsConnected, "the end");
        Assert.Null(room.Lost);
    }

    [Fact]
    public async Task A_letter_on_its_way_is_finished_and_not_sent_again()
    {
        using var post = new SlowPost();
        (_app.Settings["Resend__BaseUrl"], _app.Settings["Resend__ApiKey"]) = (post.Url, "re_test");
        (_app.Settings["Resend__WebhookSecret"], _app.Settings["Resend__From"]) = ("whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=", "Webinars <events@example.com>");
        await Start();
        var (_, _, webinar) = await _app.Scheduled(0);
        await Register(webinar, "ada@example.com");
        var first = await post.Next();
        await _app.Signal();
        await Until(async () => await Status("/health/live") is null);
        await SlowPost.Answer(first);
        Assert.Equal(0, await _app.Ended());

        await _app.Start();
        await Register(webinar, "bob@example.com");
        var second = await post.Next();
        Assert.NotEqual(first.Request.Headers["Idempotency-Key"], second.Request.Headers["Idempotency-Key"]);
        await SlowPost.Answer(second);
    }

    [Theory]
    [InlineData("00:00:10", 11)]
    [InlineData("00:00:00", 8)]
    public async Task Times_that_do_not_fit_are_told(string within, int more)
    {
        var (exitCode, said) = await WebinarsApp.Run(new() { ["Drain__Announce"] = "00:00:20", ["Drain__Within"] = within }, "check-config");
        Assert.NotEqual(0, exitCode);
        Assert.Contains($"The setting Drain:Grace must be longer than Drain:Announce and Drain:Within together, by {more} seconds.", said, StringComparison.Ordinal);
    }

    private static bool IsMoving(System.Text.Json.JsonElement notice) => notice.GetProperty("code").GetString() == "moving";

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await holds())
        {
            await Task.Delay(20, limit.Token);
        }
    }

    private async Task Start(params (string Name, string Value)[] times)
    {
        // As with several nodes: alone nobody is sent anywhere.
        foreach (var (name, value) in times.Prepend(("Within", "00:00:10")))
        {
            _app.Settings[$"Drain__{name}"] = value;
        }

        await _app.Start();
    }

    private async Task Register(Guid webinar, string email) => Assert.Equal(
        HttpStatusCode.Accepted, (await _app.Http.PostAsJsonAsync($"/api/webinars/{webinar}/registrations", new { email, name = "Ada" })).StatusCode);

    /// <summary>Null: nobody answers.</summary>
    private async Task<HttpStatusCode?> Status(string path)
    {
        try
        {
            return (await _app.Http.GetAsync(path)).StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private async Task<ClientWebSocket> Socket(Guid webinar, string ticket)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        await Open(socket, webinar, ticket);
        await socket.SendAsync("{\"protocol\":\"json\",\"version\":1}\u001e"u8.ToArray(), WebSocketMessageType.Text, true, default);
        return socket;
    }

    private async Task<int> SocketStatus(Guid webinar, string ticket)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        await Assert.ThrowsAsync<WebSocketException>(() => Open(socket, webinar, ticket));
        return (int)socket.HttpStatusCode;
    }

    private Task Open(ClientWebSocket socket, Guid webinar, string ticket) =>
        socket.ConnectAsync(new Uri($"{_app.Url.Replace("http", "ws", StringComparison.Ordinal)}/hub?webinarId={webinar}&access_token={Uri.EscapeDataString(ticket)}"), default);
}

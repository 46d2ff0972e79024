using System.Text;
using System.Text.Json;
using Webinars.LoadTests.Attendees;

namespace Webinars.Web.Tests;

/// <summary>The load tests' attendee reads the wire by itself: it must hear what the official client hears.</summary>
public sealed class LightAttendeeTests(WebinarsApp app) : IClassFixture<WebinarsApp>
{
    private const int Speakers = 4;
    private const int Each = 5;
    private const int Light = 3;

    [Fact]
    public async Task Hears_what_the_official_client_hears()
    {
        var (host, attendees, webinar) = await app.Scheduled(Light + Speakers);
        await using var official = await host.Enter(webinar);
        var heard = Enumerable.Range(0, Light).Select(_ => new Heard()).ToArray();
        await using var crowd = new Crowd([.. heard.Select(one => new Attendee(resumes: true, one.Take))]);
        await crowd.Enter(0, (n, _) => Door(attendees[n], webinar), TestContext.Current.CancellationToken);
        var speakers = await Task.WhenAll(attendees[Light..].Select(attendee => attendee.Enter(webinar)));

        await Task.WhenAll(speakers.Select((speaker, i) => Speak(speaker, i)));
        var answer = await crowd.People[0].Call("PostMessage", "by-light", "From the light one", null);

        await official.Until(room => room.Events.Count == (Speakers * Each) + 1, "every message");
        foreach (var one in heard)
        {
            await official.Until(room => one.Count >= room.Events.Count, "every message, by the light one");
            Assert.Equal(official.Events.Select(happened => happened.GetRawText()), one.Events);
        }

        Assert.Equal((official.Position, null), (answer.Position, answer.Refusal));
        Assert.All(crowd.People, one => Assert.Equal((0, false), (one.Gaps, one.IsCutOff)));
        await Task.WhenAll(speakers.Select(speaker => speaker.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task Is_told_a_refusal_by_its_code()
    {
        var (_, attendees, webinar) = await app.Scheduled(1);
        await using var light = new Attendee(resumes: true, hear: null);
        await light.Enter(await Door(attendees[0], webinar), TestContext.Current.CancellationToken);

        Assert.Equal("not-found", (await light.Call("Vote", "a-vote", 4_711, true)).Refusal);
    }

    private static async Task Speak(RoomClient speaker, int number)
    {
        for (var i = 0; i < Each; i++)
        {
            await speaker.Say($"{number}-{i} \"quoted\" \\ ☀️");
        }
    }

    private async Task<Uri> Door(Visitor visitor, Guid webinar) =>
        new UriBuilder(app.Url) { Scheme = "ws", Path = "/hub", Query = $"webinarId={webinar}&access_token={Uri.EscapeDataString(await visitor.Ticket(webinar))}" }.Uri;

    /// <summary>The events of every frame, as they came.</summary>
    private sealed class Heard
    {
        private readonly List<string> _events = [];

        public int Count
        {
            get
            {
                lock (_events)
                {
                    return _events.Count;
                }
            }
        }

        public IReadOnlyList<string> Events => [.. _events];

        public void Take(HubRecord record, ReadOnlySpan<byte> json, long at, bool repaired)
        {
            if (record.Kind is not RecordKind.Frame)
            {
                return;
            }

            var frame = JsonDocument.Parse(Encoding.UTF8.GetString(json)).RootElement.GetProperty("arguments")[0];
            lock (_events)
            {
                _events.AddRange(frame.GetProperty("events").EnumerateArray().Select(happened => happened.GetRawText()));
            }
        }
    }
}

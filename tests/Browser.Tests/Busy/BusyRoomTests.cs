using System.Globalization;
using Webinars.Browser.Tests.OnAir;
using Webinars.Web.Tests;
using static Microsoft.Playwright.Assertions;

namespace Webinars.Browser.Tests.Busy;

/// <summary>The picture plays and fifty messages a second come in. WEBINARS_LONG=1: for ten minutes.</summary>
public sealed class BusyRoomTests(BusyVenue venue, ITestOutputHelper output) : IClassFixture<BusyVenue>
{
    private const int MessagesPerSecond = 50;

    [Fact]
    public async Task Who_listens_and_who_leads_have_a_quiet_page_and_a_flat_heap()
    {
        await using var room = await venue.Gather(1);
        await room.GoLive(venue.App);
        var (host, listener) = (room.Host, room.Attendees[0]);
        await host.Tab("Moderation");
        await room.All(person => person.Watches(1));
        var threads = await Task.WhenAll(room.Everybody.Select(person => MainThread.Of(person)));
        var costs = threads.Select(_ => new List<Cost>()).ToArray();
        await Hear(room.Webinar, async () =>
        {
            for (var window = 0; window < (Show.IsLong ? 30 : 8); window++)
            {
                await Task.Delay(TimeSpan.FromSeconds(Show.IsLong ? 20 : 5), TestContext.Current.CancellationToken);
                foreach (var (person, thread, cost) in room.Everybody.Zip(threads, costs))
                {
                    cost.Add(await thread.Look());
                    output.WriteLine($"{(person == host ? "host" : "attendee")}: {cost[^1].Text}");
                }
            }

            await ReadsBack(listener);
        }, listener);

        foreach (var cost in costs)
        {
            Assert.InRange(cost.Average(one => one.Busy), 0, 25);

            // A template engine that leaves one comment behind for every message would be seen here, and nowhere else.
            Assert.InRange(Growth(cost, one => one.Nodes), double.MinValue, 500);

            // What is held grows until the oldest is let go: after half a minute for who listens, after three and a half for moderators.
            Assert.InRange(Growth([.. cost.Skip(cost.Count / 2)], one => one.Megabytes), double.MinValue, 1);
        }

        await listener.ShootBoth("busy-room");
        room.NobodyComplains();
    }

    [Fact]
    public async Task A_phone_four_times_as_slow_keeps_up()
    {
        await using var room = await venue.Gather(0);
        await room.GoLive(venue.App);
        await room.Host.Page.CloseAsync();
        await using var phone = await venue.Person((await venue.App.People(1))[0], phone: true);
        await phone.Enter(room.Path);
        await phone.Watches(1);
        var thread = await MainThread.Of(phone, slower: 4);
        await Hear(room.Webinar, async () =>
        {
            await thread.Look();
            await Task.Delay(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
            var cost = await thread.Look();
            output.WriteLine($"phone: {cost.Text}");
            Assert.InRange(cost.Busy, 0, 75);
            await ReadsBack(phone);
        }, phone);
        await phone.Shoot("busy-phone");
        Assert.Empty(phone.Complaints);
    }

    /// <summary>From the least of the first half to the least of the second: more is what was on its way when somebody looked.</summary>
    private static double Growth(List<Cost> costs, Func<Cost, double> of) => costs.Skip(costs.Count / 2).Min(of) - costs.Take(costs.Count / 2).Min(of);

    /// <summary>A crowd talks from shortly before to the end of <paramref name="meanwhile"/>; then this person has everything that was said.</summary>
    private async Task Hear(Guid webinar, Func<Task> meanwhile, Person person)
    {
        await using var crowd = await Crowd.Enter(venue.App, webinar, await venue.App.People(12));
        using var end = new CancellationTokenSource();
        var talk = crowd.Talk(MessagesPerSecond, end.Token);
        try
        {
            await meanwhile();
        }
        finally
        {
            await end.CancelAsync();
            await talk;
        }

        var said = crowd.Positions;
        await Expect(person.Page.Locator($"[data-chat] [data-position='{said[^1]}']")).ToBeVisibleAsync();
        Assert.InRange(await person.Messages.CountAsync(), 1, 60);
        var held = await person.Page.EvaluateAsync<long[]>("document.querySelector('room-chat').room.state.messages.map(message => message.position)");
        Assert.InRange(held.Length, Math.Min(said.Length, 100), 1_500);
        Assert.Equal(said[^held.Length..], held);
        output.WriteLine($"{said.Length} messages were said, {held.Length} are held.");
    }

    /// <summary>What somebody reads further up stays where it is, however much comes meanwhile; a tap leads to the latest.</summary>
    private static async Task ReadsBack(Person person)
    {
        var list = person.Page.Locator("chat-list");
        await list.EvaluateAsync("list => list.scrollTop -= 700");
        var unseen = person.Page.Locator("[data-unseen]");
        await Expect(unseen).ToBeVisibleAsync();
        await Task.Delay(500, TestContext.Current.CancellationToken);
        var read = await list.EvaluateAsync<double[]>("""
            list => {
              const edge = list.getBoundingClientRect().top;
              const row = [...list.querySelectorAll("[data-position]")].find(row => row.getBoundingClientRect().top >= edge);
              return [Number(row.dataset.position), row.getBoundingClientRect().top];
            }
            """);
        await Task.Delay(4_000, TestContext.Current.CancellationToken);
        Assert.Equal(read[1], await person.Page.Locator($"[data-chat] [data-position='{read[0]}']").EvaluateAsync<double>("row => row.getBoundingClientRect().top"), 1.0);
        Assert.InRange(int.Parse((await unseen.GetAttributeAsync("data-unseen"))!, CultureInfo.InvariantCulture), MessagesPerSecond, int.MaxValue);
        await unseen.ClickAsync();
        await Expect(unseen).ToHaveCountAsync(0);
    }
}

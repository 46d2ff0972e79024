using System.Diagnostics;
using Microsoft.Playwright;
using Webinars.Web.Tests;
using static Microsoft.Playwright.Assertions;

namespace Webinars.Browser.Tests.LiveRoom;

/// <summary>A node goes. Where another takes its people nobody notices; where none does they come back when it does.</summary>
public sealed class MovingTests(Chromium chromium, ITestOutputHelper output) : IClassFixture<Chromium>
{
    /// <summary>Adds up, from frame to frame, how long the page says that it has no line.</summary>
    private const string Watch = """
        window.without = 0;
        let last = performance.now();
        const look = () => {
          const now = performance.now();
          if (document.querySelector("[data-line=reconnecting]")) window.without += now - last;
          last = now;
          setTimeout(look, 10);
        };
        look();
        """;

    [Fact]
    public async Task Moving_to_another_line_shows_nothing_loses_nothing_and_doubles_nothing()
    {
        await using var app = new WebinarsApp();
        app.Settings["Drain__Within"] = "00:00:10";
        using var relay = new Relay(new Uri(app.Url).Port);
        app.Settings["Web__PublicUrl"] = relay.Url;
        await app.Start();
        var (host, attendees, webinar) = await app.Scheduled(1);
        await using var room = await host.Enter(webinar);
        await using var ada = await Enter(host, webinar, attendees[0], relay.Url);
        for (var i = 0; i < 40; i++)
        {
            await room.Say($"Before {i}");
        }

        await ada.Hears("Before 39");
        relay.SayMoving(withinMilliseconds: 1_000);
        List<string> said = [];
        while (relay.Lines is not [{ ClosedAt: not null }, { ClosedAt: null }])
        {
            said.Add($"During {said.Count}");
            await ada.Say(said[^1]);
            await room.Say($"Beside {said.Count}");
            Assert.InRange(said.Count, 1, 200);
        }

        var (old, next) = (relay.Lines[0], relay.Lines[1]);
        Assert.True(next.OpenedAt < old.ClosedAt, "The old line was given up first.");
        output.WriteLine($"Both lines for {(old.ClosedAt!.Value - next.OpenedAt).TotalMilliseconds:F0} ms, {said.Count} messages meanwhile.");
        await ada.Say("After");
        await room.Until(one => one.Texts.Contains("After"), "what was said last");
        Assert.Equal([.. said, "After"], room.Texts.Where(text => text.StartsWith("During", StringComparison.Ordinal) || text == "After"));
        await room.Say("Heard");
        await ada.Hears("Heard");
        await Expect(ada.Page.Locator("[data-pending], [data-line], .banner")).ToHaveCountAsync(0);
        Assert.Equal(0, await ada.Page.EvaluateAsync<double>("window.without"));
        var shown = await ada.Messages.EvaluateAllAsync<long[]>("all => all.map(one => Number(one.dataset.position))");
        Assert.Equal(shown.Distinct().Order(), shown);

        // Once more, for somebody who reads what was said before.
        await ada.Page.EvaluateAsync("document.querySelector('[data-chat]').parentElement.scrollTop -= 300");
        await Task.Delay(500, TestContext.Current.CancellationToken);
        var scrolled = await Scrolled(ada);
        relay.SayMoving(withinMilliseconds: 100);
        while (relay.Lines is not [_, { ClosedAt: not null }, { ClosedAt: null }])
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.True(scrolled > 0, "There is something to scroll.");
        Assert.Equal(scrolled, await Scrolled(ada));
        Assert.Equal(0, await ada.Page.EvaluateAsync<double>("window.without"));
        await ada.Shoot("moved");
        Assert.Empty(ada.Complaints);
    }

    [Fact]
    public async Task A_server_that_goes_and_comes_back_loses_no_message_and_shows_no_error()
    {
        await using var app = new WebinarsApp();
        app.Settings["Drain__Within"] = "00:00:10";
        await app.Start();
        var (host, attendees, webinar) = await app.Scheduled(1);
        await using var room = await host.Enter(webinar);
        await using var ada = await Enter(host, webinar, attendees[0], app.Url);
        await ada.Say("Before");
        await ada.Hears("Before");
        await app.Signal();
        await room.Until(one => one.Notices.Count > 0, "moving");
        await ada.Say("While it goes");
        await ada.Hears("While it goes");
        Assert.Equal(0, await app.Ended());
        var clock = Stopwatch.StartNew();
        await ada.Say("While it is away");
        await Expect(ada.Page.Locator("[data-pending=yes]")).ToHaveCountAsync(1);
        await ada.Shoot("restarting");
        await app.Start();
        var away = clock.ElapsedMilliseconds;
        await Expect(ada.Page.Locator("[data-pending], [data-line], .banner")).ToHaveCountAsync(0);
        output.WriteLine($"The page had no line for {await ada.Page.EvaluateAsync<double>("window.without"):F0} ms, of which there was no server for {away} ms.");
        await room.Connect();
        await room.Until(one => one.Texts.SequenceEqual(["Before", "While it goes", "While it is away"]), "what was said, once");
        await Expect(ada.Messages).ToHaveCountAsync(3);
        Assert.Empty(ada.Complaints);
    }

    private static Task<double> Scrolled(Person person) => person.Page.EvaluateAsync<double>("document.querySelector('[data-chat]').parentElement.scrollTop");

    private async Task<Person> Enter(Visitor host, Guid webinar, Visitor visitor, string url)
    {
        var person = await chromium.Person("Ada", url);
        await person.Context.AddInitScriptAsync(Watch);
        await person.SignIn(visitor.Token);
        await person.Enter($"/w/{(await host.Get($"/api/webinars/{webinar}")).GetProperty("slug").GetString()}/live");
        return person;
    }
}

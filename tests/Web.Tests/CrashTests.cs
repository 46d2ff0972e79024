using System.Collections.Concurrent;

namespace Webinars.Web.Tests;

/// <summary>SIGKILL while everybody talks: nothing acknowledged is gone, nothing is doubled, all show the same.</summary>
public sealed class CrashTests
{
    private const int People = 6;
    private const int Kills = 3;

    [Fact]
    public async Task Killed_in_the_middle_everybody_comes_back_to_the_same_timeline()
    {
        await using var app = new WebinarsApp();
        await app.InitializeAsync();
        var (host, attendees, webinar) = await app.Scheduled(People);
        RoomClient[] rooms = await Task.WhenAll(attendees.Select(attendee => attendee.Enter(webinar)));
        await using var moderator = await host.Enter(webinar);
        var acknowledged = new ConcurrentDictionary<string, long>();
        var rounds = 0;

        for (var kill = 0; kill < Kills; kill++)
        {
            var talk = rooms.Select((room, i) => Talk(room, $"{kill}-{i}", acknowledged)).ToArray();
            await moderator.Until(_ => acknowledged.Count >= (kill + 1) * 40, "forty acknowledged messages");
            await app.Kill();
            var unanswered = await Task.WhenAll(talk);
            await app.Start();
            await Task.WhenAll(rooms.Append(moderator).Select(room => room.Connect()));

            // What got no answer is sent again under its own id: done once, whether or not it was done before.
            await Task.WhenAll(rooms.Zip(unanswered, async (room, text) =>
            {
                acknowledged[text] = (await room.Say(text, text)).GetProperty("position").GetInt64();
                Interlocked.Increment(ref rounds);
            }));
        }

        await Task.WhenAll(rooms.Append(moderator).Select(room => room.Until(one => acknowledged.Keys.All(one.Texts.Contains), "every acknowledged message")));
        foreach (var room in rooms)
        {
            Assert.Equal(moderator.Texts, room.Texts);
            Assert.Equal(room.Texts.Count(), room.Texts.Distinct().Count());
        }

        Assert.All(moderator.Events.Where(one => RoomClient.Type(one) == "messagePosted"), one =>
            Assert.Equal(acknowledged[one.GetProperty("text").GetString()!], one.GetProperty("position").GetInt64()));
        Assert.Equal(People * Kills, rounds);
        foreach (var room in rooms)
        {
            await room.DisposeAsync();
        }
    }

    /// <summary>One message after the other, each under its text as id, until the connection is gone.</summary>
    /// <returns>The one that got no answer.</returns>
    private static async Task<string> Talk(RoomClient room, string name, ConcurrentDictionary<string, long> acknowledged)
    {
        for (var i = 0; ; i++)
        {
            var text = $"{name}-{i}";
            try
            {
                acknowledged[text] = (await room.Say(text, text)).GetProperty("position").GetInt64();
            }
            catch (Exception gone) when (gone is not Xunit.Sdk.XunitException)
            {
                return text;
            }
        }
    }
}

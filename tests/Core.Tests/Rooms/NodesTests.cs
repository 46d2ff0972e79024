using Webinars.Rooms;
using Webinars.Rooms.Chat;

namespace Webinars.Core.Tests;

/// <summary>Two nodes over one store, with a channel between them.</summary>
public sealed class NodesTests
{
    private readonly WireInMemory _wire = new();
    private readonly MemoryStore _store = new();

    [Fact]
    public async Task What_is_said_on_one_node_is_heard_on_the_other_though_nobody_writes_there()
    {
        var (node, here, there) = await Opened();
        await Say(node, here, "Hello");
        await Until(() => there.State.Position == here.State.Position && there.State.Position > 0);
    }

    [Fact]
    public async Task What_was_said_while_they_could_not_hear_each_other_comes_with_the_next_hint()
    {
        var (node, here, there) = await Opened();
        await Say(node, here, "before");
        await Until(() => there.State.Position == here.State.Position);
        _wire.Cut();
        await Say(node, here, "missed");
        Assert.True(there.State.Position < (await node.Log.Head(here.Id, default))!.Position);
        _wire.Mend();
        await Say(node, here, "after");
        await Until(() => there.State.Position == here.State.Position);
    }

    [Fact]
    public async Task What_people_feel_on_the_other_node_is_in_the_next_pulse_once()
    {
        var (node, here, there) = await Opened();
        here.Reactions.Add(new Dictionary<string, int> { ["🎉"] = 1 });
        here.Reactions.Take();
        there.Presence.Join(node.GuestActor);

        // What was felt before anybody was there does not wait for who comes.
        Assert.Null(there.Reactions.Take());
        here.Reactions.Add(new Dictionary<string, int> { ["🎉"] = 2 });
        Assert.Equal(2, here.Reactions.Take()!["🎉"]);
        Assert.Equal(2, there.Reactions.Take()!["🎉"]);
        Assert.Null(there.Reactions.Take());
        Assert.Null(here.Reactions.Take());
        Assert.Null(there.Reactions.TakeUnsaved());
    }

    private async Task<(House Node, LiveRoom Here, LiveRoom There)> Opened()
    {
        House[] nodes = [new(_store, others: _wire.Node()), new(_store, others: _wire.Node())];
        var webinar = await nodes[0].Scheduled();
        return (nodes[0], await nodes[0].Rooms.Open(webinar.Id), await nodes[1].Rooms.Open(webinar.Id));
    }

    private static Task<Receipt> Say(House node, LiveRoom room, string text) => room.Post(new PostMessage(node.GuestActor, text, text, null));

    private static async Task Until(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!holds())
        {
            await Task.Delay(5, limit.Token);
        }
    }
}

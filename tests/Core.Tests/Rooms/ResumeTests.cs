using System.Collections.Concurrent;
using CsCheck;
using Webinars.Storage;
using Webinars.Log;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.Chat;
using Webinars.Rooms.Reactions;
using Webinars.Scheduling;
using Webinars.Streaming;

namespace Webinars.Core.Tests;

/// <summary>Whatever a browser missed, resuming repairs it.</summary>
public class ResumeTests
{
    private static readonly Actor[] People =
    [
        new(Guid.NewGuid(), "Hanna", Role.Owner),
        new(Guid.NewGuid(), "Ada", Role.Attendee),
        new(Guid.NewGuid(), "Bob", Role.Attendee),
        new(Guid.NewGuid(), "Cleo", Role.Attendee),
    ];

    /// <summary>Nobody knows them, so nobody can silence them.</summary>
    private static readonly Actor Closer = new(Guid.NewGuid(), "Zoe", Role.Owner);

    private static readonly Gen<Step> Steps = Gen.Select(
        Gen.Frequency((10, Gen.Const(Kind.Do)), (2, Gen.Const(Kind.Resend)), (1, Gen.Const(Kind.Status)), (1, Gen.Const(Kind.End)), (1, Gen.Const(Kind.Stream)), (3, Gen.Const(Kind.Resume)), (3, Gen.Const(Kind.Settle)), (1, Gen.Const(Kind.Kill))),
        Doings.Of(People),
        (kind, doing) => new Step(kind, doing));

    private enum Kind
    {
        Do,
        Resend,
        Status,

        /// <summary>The webinar is over, or (which no host can do) on again: so that more may happen afterwards.</summary>
        End,
        Stream,
        Resume,
        Settle,

        /// <summary>The node's memory is lost; it opens the room anew from the store.</summary>
        Kill,
    }

    [Fact]
    public async Task After_any_doings_of_any_people_a_browser_shows_what_the_room_holds()
    {
        var met = new ConcurrentDictionary<Type, int>();
        await Steps.Array[0, 120].SampleAsync(
            async steps =>
            {
                var house = new House();
                foreach (var happened in await Play(house, steps))
                {
                    met.AddOrUpdate(happened.GetType(), 1, (_, count) => count + 1);
                }
            },
            iter: 2_500,
            threads: 2);

        // By chance, but often enough: nothing that may happen in a room was left out.
        Assert.Equal([nameof(ReactionsCounted)], RoomEventJson.Types.Values.Except(met.Keys).Select(type => type.Name));
    }

    [Fact]
    public async Task After_any_doings_on_two_nodes_too() => await Steps.Array[0, 40].SampleAsync(
        async steps =>
        {
            var store = new StoreUnderLoad(new MemoryStore());
            await Play(new House(store), steps, new House(store));
        },
        iter: 150,
        threads: 2);

    [Fact]
    public async Task Who_holds_the_newest_has_missed_nothing()
    {
        var (room, you) = await Opened(0);
        var resumed = ResumeRoom.Run(room, you, room.State.Position, room.Epoch);
        Assert.Equal((0, null, room.State.Position), (resumed.Events!.Count, resumed.Snapshot, resumed.Position));
    }

    [Fact]
    public async Task Who_is_not_too_far_behind_gets_what_they_missed_and_who_is_gets_the_whole()
    {
        var (room, you) = await Opened(1_005);
        var head = room.State.Position;
        Assert.Equal(1_000, ResumeRoom.Run(room, you, head - 1_000, room.Epoch).Events!.Count);
        Assert.Equal(100, ResumeRoom.Run(room, you, head - 1_001, room.Epoch).Snapshot!.Messages.Count);
    }

    [Fact]
    public async Task Positions_that_mean_nothing_give_the_whole()
    {
        var (room, you) = await Opened(3);
        var head = room.State.Position;
        foreach (var (position, epoch) in new (long?, string?)[]
        {
            (null, null), (null, room.Epoch), (head, null), (head, "another"), (head + 1, room.Epoch), (-1, room.Epoch), (long.MinValue, room.Epoch), (long.MaxValue, room.Epoch),
        })
        {
            var resumed = ResumeRoom.Run(room, you, position, epoch);
            Assert.Null(resumed.Events);
            Assert.Equal((3, room.Epoch, head, you), (resumed.Snapshot!.Messages.Count, resumed.Epoch, resumed.Position, resumed.You));
        }
    }

    [Fact]
    public async Task Who_comes_from_a_node_that_was_ahead_gets_what_is_missing_and_not_the_whole()
    {
        var house = new House();
        var webinar = await house.Scheduled();
        var (ahead, behind) = (await house.Rooms.Open(webinar.Id), await new House(house.Store).Rooms.Open(webinar.Id));
        var seen = (await ahead.Post(new PostMessage(house.GuestActor, "a", "Hello", null, null))).Position;
        Assert.True(behind.State.Position < seen);

        await ReachPosition.Run(behind, seen, house.Log, house.Time, default);
        var resumed = ResumeRoom.Run(behind, house.GuestActor, seen, behind.Epoch);
        Assert.Equal(seen, resumed.Position);
        Assert.Empty(resumed.Events!);
    }

    [Fact]
    public async Task A_position_beyond_the_log_keeps_nobody_waiting()
    {
        var house = new House();
        var room = await house.Rooms.Open((await house.Scheduled()).Id);
        await ReachPosition.Run(room, long.MaxValue, house.Log, house.Time, default).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.NotNull(ResumeRoom.Run(room, house.GuestActor, long.MaxValue, room.Epoch).Snapshot);
    }

    private static async Task<IReadOnlyList<RoomEvent>> Play(House house, Step[] steps, House? second = null)
    {
        var webinar = await house.Scheduled();
        House[] nodes = [house, second ?? house];
        LiveRoom[] rooms = [await nodes[0].Rooms.Open(webinar.Id), await nodes[1].Rooms.Open(webinar.Id)];
        var browsers = People.ToDictionary(you => you.Id, you => new BrowserView(you));
        var (doing, done) = (new List<Task>(), new List<RoomAction>());
        foreach (var (i, step) in steps.Index())
        {
            var (you, node) = (step.Doing.You, step.Doing.Number % 2);
            switch (step.Kind)
            {
                case Kind.Resume:
                    browsers[you.Id].Resume(rooms[node], step.Doing.Other % 4);
                    break;
                case Kind.Settle:
                    await Task.WhenAll(doing);
                    house.Time.Advance(TimeSpan.FromSeconds(1));
                    break;
                case Kind.Kill:
                    await Task.WhenAll(doing);
                    var died = rooms[node];
                    nodes[node] = new House(house.Store);
                    rooms = [.. await Task.WhenAll(rooms.Select(room => room == died ? nodes[node].Rooms.Open(webinar.Id) : Task.FromResult(room)))];
                    break;
                case Kind.Status:
                    doing.Add(Refusable(() => house.Edit.Run(webinar.Id, new WebinarChange(null, null, null, 10 + i, null), null, house.Host, default)));
                    break;
                case Kind.End:
                    doing.Add(Becomes(step.Doing.Number % 3 == 0 ? WebinarStatus.Ended : WebinarStatus.Scheduled));
                    break;
                case Kind.Stream:
                    doing.Add(house.Log.Append(webinar.Id, [new StreamChanged((StreamState)(step.Doing.Other % 4))], new Batch(), default));
                    break;
                case Kind.Resend when done.Count > 0:
                    doing.Add(Try(rooms[node], done[step.Doing.Other % done.Count]));
                    break;
                default:
                    var action = (step.Doing with { ClientId = $"c{i}", Room = rooms[node].State }).Action;
                    done.Add(action);
                    doing.Add(Try(rooms[node], action));
                    break;
            }
        }

        await Task.WhenAll(doing);
        await Becomes(WebinarStatus.Scheduled);
        await MeetAtTheEnd(rooms);
        var said = rooms[0].State.Chat.Messages;
        Assert.Equal(said.Count, said.DistinctBy(message => (message.By!.Id, message.ClientId)).Count());
        foreach (var (i, you) in People.Index())
        {
            browsers[you.Id].Resume(rooms[i % 2]);
            var (truth, shown) = (browsers[you.Id].Truth(rooms[0].State, house.Time.GetUtcNow()).Split('\n'), browsers[you.Id].Shown(house.Time.GetUtcNow()).Split('\n'));
            Assert.True(truth.SequenceEqual(shown), $"{you.Name} should see\n{string.Join('\n', truth.Except(shown))}\nbut sees\n{string.Join('\n', shown.Except(truth))}\nafter\n{await Happened()}");
        }

        return await house.Log.Read(webinar.Id, 0, int.MaxValue, default);

        Task Becomes(WebinarStatus status) => Retry.WhenStale(async () =>
        {
            var now = await house.Now(webinar);
            return now.Status == status ? now : await house.Webinars.Save(now with { Status = status, Revision = now.Revision + 1 }, now, null, house.Time.GetUtcNow(), default);
        });

        async Task<string> Happened() => string.Join('\n', (await house.Log.Read(webinar.Id, 0, int.MaxValue, default)).Select(RoomEventJson.Write));
    }

    /// <summary>A node has no news of the other's but when it writes: so both write until neither has missed a thing.</summary>
    private static async Task MeetAtTheEnd(LiveRoom[] rooms)
    {
        for (var i = 0; rooms[0].State.Position != rooms[1].State.Position || i == 0; i++)
        {
            await rooms[i % 2].Post(new PostMessage(Closer, $"end{i}", "End", null));
            await Try(rooms[(i + 1) % 2], new PostMessage(Closer, $"end{i}", "End", null));
        }
    }

    private static Task Try(LiveRoom room, RoomAction action) => Refusable(() => room.Post(action));

    /// <summary>Who comes too early, or too late, or may not, is refused; nothing else may go wrong.</summary>
    private static async Task Refusable(Func<Task> attempt)
    {
        try
        {
            await attempt();
        }
        catch (RefusedException)
        {
        }
    }

    private static async Task<(LiveRoom Room, Actor You)> Opened(int messages)
    {
        var house = new House();
        var room = await house.Rooms.Open((await house.Scheduled()).Id);
        await Task.WhenAll(Enumerable.Range(0, messages).Select(i => room.Post(new PostMessage(house.HostActor, $"c{i}", "Hello", null))));
        return (room, house.GuestActor);
    }

    private sealed record Step(Kind Kind, Doing Doing);
}

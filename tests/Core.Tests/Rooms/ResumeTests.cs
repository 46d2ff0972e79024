using CsCheck;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.Chat;
using Webinars.Rooms.Questions;
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

    private static readonly Gen<Step> Steps = Gen.Select(
        Gen.OneOf(Enum.GetValues<Kind>()), Gen.Int[0, People.Length - 1], Gen.Int[0, 9], Gen.Bool, (kind, who, number, flag) => new Step(kind, who, number, flag));

    private enum Kind
    {
        Post,
        Reply,
        Ask,
        Vote,
        Answer,
        Resend,
        Status,
        Stream,
        Resume,
        Settle,
    }

    [Fact]
    public async Task After_any_doings_of_any_people_a_browser_shows_what_the_room_holds() =>
        await Steps.Array[0, 60].SampleAsync(async steps => await Play(new House(), steps), iter: 400, threads: 2);

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

    private static async Task Play(House house, Step[] steps, House? second = null)
    {
        var webinar = await house.Scheduled();
        LiveRoom[] rooms = [await house.Rooms.Open(webinar.Id), await (second ?? house).Rooms.Open(webinar.Id)];
        var browsers = People.Select(you => new BrowserView(you)).ToArray();
        var (doing, done) = (new List<Task>(), new List<RoomAction>());
        var clientId = 0;
        foreach (var step in steps)
        {
            var (you, room) = (People[step.Who], rooms[step.Who % 2]);
            switch (step.Kind)
            {
                case Kind.Resume:
                    browsers[step.Who].Resume(room, step.Number % 4);
                    break;
                case Kind.Settle:
                    await Task.WhenAll(doing);
                    break;
                case Kind.Status:
                    doing.Add(Refusable(() => house.Edit.Run(webinar.Id, new WebinarChange(null, null, null, 10 + clientId++, null), null, house.Host, default)));
                    break;
                case Kind.Stream:
                    doing.Add(house.Log.Append(webinar.Id, [new StreamChanged((StreamState)(step.Number % 4))], [], default));
                    break;
                case Kind.Resend when done.Count > 0:
                    doing.Add(Try(room, done[step.Number % done.Count]));
                    break;
                default:
                    var action = ActionOf(step, you, $"c{clientId++}");
                    done.Add(action);
                    doing.Add(Try(room, action));
                    break;
            }
        }

        await Task.WhenAll(doing);
        await MeetAtTheEnd(rooms);
        var said = rooms[0].State.Chat.Messages;
        Assert.Equal(said.Count, said.DistinctBy(message => (message.By!.Id, message.ClientId)).Count());
        foreach (var (i, browser) in browsers.Index())
        {
            browser.Resume(rooms[i % 2]);
            Assert.Equal(browser.Truth(rooms[0].State), browser.Shown());
        }
    }

    /// <summary>A node has no news of the other's but when it writes: so both write until neither has missed a thing.</summary>
    private static async Task MeetAtTheEnd(LiveRoom[] rooms)
    {
        for (var i = 0; rooms[0].State.Position != rooms[1].State.Position || i == 0; i++)
        {
            await rooms[i % 2].Post(new PostMessage(People[0], $"end{i}", "End", null));
            await Try(rooms[(i + 1) % 2], new PostMessage(People[0], $"end{i}", "End", null));
        }
    }

    private static RoomAction ActionOf(Step step, Actor you, string clientId) => step.Kind switch
    {
        Kind.Ask => new AskQuestion(you, clientId, "A question?", step.Flag, 10),
        Kind.Vote => new Vote(you, clientId, 3 + step.Number, step.Flag),
        Kind.Answer => new AnswerQuestion(you, clientId, 3 + step.Number, step.Number % 3 == 0 ? null : "An answer.", step.Flag),
        Kind.Reply => new PostMessage(you, clientId, "A reply.", 3 + step.Number),
        _ => new PostMessage(you, clientId, "A message.", null),
    };

    private static Task Try(LiveRoom room, RoomAction action) => Refusable(() => room.Post(action));

    /// <summary>Who comes too early, or too late, or may not, is refused; nothing else may go wrong.</summary>
    private static async Task Refusable(Func<Task> attempt)
    {
        try
        {
            await attempt();
        }
        catch (RefusedException refused) when (refused.Refusal.Code is "not-found" or "not-allowed" or "already-answered" or "wrong-state" or "too-many" or "stale")
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

    private sealed record Step(Kind Kind, int Who, int Number, bool Flag);
}

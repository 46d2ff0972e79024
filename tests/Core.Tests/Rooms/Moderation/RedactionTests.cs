using Webinars.Log;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.Chat;
using Webinars.Rooms.Moderation;
using Webinars.Rooms.Moderation.Sanctions;
using Webinars.Scheduling;
using static Webinars.Core.Tests.ChatStory;

namespace Webinars.Core.Tests;

/// <summary>A removed text is looked for in everything that a room serves, to everybody: it is nowhere, and when it is brought back it is there again.</summary>
public class RedactionTests
{
    private const string First = "first secret";
    private const string Second = "second secret";

    private readonly House _house = new();

    public static TheoryData<string> Ways => ["by its author", "by a moderator", "with all of its author's", "with all, by a ban"];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_removed_text_leaves_in_nothing_that_is_served(string way)
    {
        var (room, id) = await Told();
        Assert.Equal(
            ["audit of moderator", "frame to attendee", "frame to author", "frame to moderator", "history of attendee", "history of author", "history of moderator", "resume of attendee", "resume of author",
                "resume of moderator", "snapshot of attendee", "snapshot of author", "snapshot of moderator"],
            Where(await Served(room), Second).Order());
        Assert.Contains("frame to moderator", Where(await Served(room), "secret word"));

        var removal = await room.Post(Removal(way, id));
        var after = await Served(room);
        Assert.Empty(Where(after, First));
        Assert.Empty(Where(after, Second));
        Assert.Empty(Where(after, "\"flagged\""));

        if (way != "by its author")
        {
            await room.Post(way == "by a moderator" ? new RestoreMessage(Host, "undo", id) : new LiftSanction(Host, "undo", removal.Position));
            var back = await Served(room);
            Assert.Empty(Where(back, First));
            Assert.Equal(13, Where(back, Second).Count());
        }
    }

    [Fact]
    public async Task A_message_of_long_ago_is_found_in_the_log()
    {
        var (room, id) = await Told();
        foreach (var some in Enumerable.Range(0, ChatState.Length).Chunk(1_000))
        {
            await Task.WhenAll(some.Select(i => room.Post(new PostMessage(Host, $"x{i}", "x", null))));
        }

        Assert.Null(await _house.History.Older(room, Host, id, default));
        var first = (await _house.Log.Read(room.Id, 0, 100, default)).OfType<MessagePosted>().First();
        Assert.False(room.State.Chat.Has(first.Position));
        Assert.Equal(first, await _house.History.Older(room, Host, first.Position, default));
        foreach (var none in new[] { -1, 0, 1, long.MaxValue })
        {
            Assert.Null(await _house.History.Older(room, Host, none, default));
        }
    }

    private Actor Host => _house.HostActor;

    private Actor Author => _house.GuestActor;

    /// <summary>A message with everything that can be about it: edited, flagged, answered, pinned, reacted to, reported, removed and brought back before.</summary>
    private async Task<(LiveRoom Room, long Id)> Told()
    {
        var webinar = await _house.Scheduled();
        var room = await _house.Rooms.Open(webinar.Id);
        await room.Post(new PostMessage(Otto, "o1", "Good morning", null));
        await room.Post(new ChangeSettings(Host, "s", RoomSettings.Default with { FlaggedWords = ["secret"] }));
        var id = (await room.Post(new PostMessage(Author, "a1", First, null))).Position;
        await room.Post(new PostMessage(Otto, "o2", "What?", id));
        await room.Post(new DeleteMessage(Host, "d0", id));
        await room.Post(new RestoreMessage(Host, "r0", id));
        await room.Post(new EditMessage(Author, "e", id, Second + " word"));
        await room.Post(new PinMessage(Host, "p", id, true));
        await room.Post(new ReactToMessage(Otto, "x", id, "👍", true));
        await room.Post(new ReportMessage(Otto, "r", id, null));
        return (room, id);
    }

    private RoomAction Removal(string way, long id) => way switch
    {
        "by its author" => new DeleteMessage(Author, "remove", id),
        "by a moderator" => new DeleteMessage(Host, "remove", id),
        "with all of its author's" => new SanctionPerson(Host, "remove", new SanctionRequest(SanctionKind.Mute, null, null, id, 5, true)),
        _ => new SanctionPerson(Host, "remove", new SanctionRequest(SanctionKind.Ban, null, null, id, null, true)),
    };

    /// <summary>Everything that leaves the room towards an attendee, the author and a moderator, as it would travel.</summary>
    private async Task<IReadOnlyList<(string Where, string Json)>> Served(LiveRoom room)
    {
        var served = new List<(string, string)>();
        foreach (var (who, actor) in new[] { ("attendee", Otto), ("author", Author), ("moderator", Host) })
        {
            var (events, state) = room.Since(0);
            var viewer = state.EyesOf(actor);
            served.Add(($"frame to {who}", Json(new Frame(room.Epoch, 0, state.Position, [.. events!.Select(happened => state.Show(happened, viewer)).OfType<RoomEvent>()]))));
            served.Add(($"snapshot of {who}", Json(ResumeRoom.Run(room, actor, null, null))));
            served.Add(($"resume of {who}", Json(ResumeRoom.Run(room, actor, 0, room.Epoch))));
            served.Add(($"history of {who}", Json(await _house.History.Run(room, viewer, long.MaxValue, 100, default))));
            served.Add(($"pulse to {who}", Json(new Pulse(0, 0).With(state, [.. state.Totals()], viewer))));
            if (viewer.Moderates)
            {
                served.Add(($"audit of {who}", Json(ReadAudit.Run(state, viewer, long.MaxValue, 100))));
            }
        }

        return served;
    }

    private static IEnumerable<string> Where(IEnumerable<(string Where, string Json)> served, string text) =>
        served.Where(one => one.Json.Contains(text, StringComparison.Ordinal)).Select(one => one.Where);
}

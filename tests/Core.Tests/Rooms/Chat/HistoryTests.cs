using Webinars.Storage;
using Webinars.Log;
using Webinars.Rooms;
using Webinars.Rooms.Chat;
using Webinars.Rooms.Questions;

namespace Webinars.Core.Tests;

public class HistoryTests
{
    private readonly House _house = new();

    [Fact]
    public async Task What_the_room_keeps_is_not_looked_for_in_the_log()
    {
        var room = await Opened();
        await room.Post(Say("a", "First"));
        var question = await room.Post(new AskQuestion(_house.GuestActor, "b", "Why is that?", false, 0));
        await room.Post(Say("c", "Second"));
        await room.Post(new Vote(_house.HostActor, "d", question.Position, true));

        // A log that holds nothing: the store need not be asked.
        var history = new ReadHistory(new RoomLog(new MemoryStore()));
        var both = await history.Run(room, Viewer.Anybody, long.MaxValue, 100, default);
        Assert.Equal(["Second", "First"], both.Select(message => message.Text));
        Assert.Equal("First", (await history.Run(room, Viewer.Anybody, both[0].Position, 100, default)).Single().Text);
        Assert.Equal("Second", (await history.Run(room, Viewer.Anybody, long.MaxValue, 1, default)).Single().Text);
        Assert.Empty(await history.Run(room, Viewer.Anybody, both[1].Position, 100, default));
    }

    [Fact]
    public async Task What_it_keeps_no_more_comes_from_the_log_without_a_gap()
    {
        var webinar = await _house.Scheduled();
        RoomEvent[] said = [.. Enumerable.Range(0, ChatState.Length + 150).Select(i => new MessagePosted("c", $"{i}") { By = _house.GuestActor })];
        await _house.Log.Append(webinar.Id, said, new Batch(), default);
        var room = await _house.Rooms.Open(webinar.Id);
        var oldestKept = room.State.Chat.Messages[0].Position;
        var page = await _house.History.Run(room, Viewer.Anybody, oldestKept + 50, 100, default);
        Assert.Equal(Enumerable.Range(0, 100).Select(back => oldestKept + 49 - back), page.Select(message => message.Position));
    }

    private async Task<LiveRoom> Opened() => await _house.Rooms.Open((await _house.Scheduled()).Id);

    private PostMessage Say(string clientId, string text) => new(_house.GuestActor, clientId, text, null);
}

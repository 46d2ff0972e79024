using Webinars.Log;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.Chat;
using Webinars.Rooms.Moderation.Sanctions;
using Webinars.Rooms.Questions;
using Webinars.Scheduling;

namespace Webinars.Core.Tests;

/// <summary>What becomes of an action on its way through a node: once, durable, in order.</summary>
public class LiveRoomTests
{
    private readonly House _house = new();

    [Fact]
    public async Task A_receipt_says_where_it_stands_in_the_log()
    {
        var (webinar, room) = await Opened(_house);
        var receipt = await room.Post(Say("a", "Hello"));
        var posted = Assert.IsType<MessagePosted>((await _house.Log.Read(webinar.Id, receipt.Position - 1, 1, default))[0]);
        Assert.Equal((false, "Hello", _house.GuestActor, House.Noon), (receipt.Duplicate, posted.Text, posted.By, posted.At));
        Assert.Equal(receipt.Position, room.State.Position);
    }

    [Fact]
    public async Task The_same_client_id_gets_the_same_receipt()
    {
        var (webinar, room) = await Opened(_house);
        var first = await room.Post(Say("a", "Hello"));
        await room.Post(Say("b", "More"));
        var again = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => room.Post(Say("a", " Hello\u200B"))));
        Assert.All(again, receipt => Assert.Equal(first with { Duplicate = true }, receipt));
        Assert.Equal(2, (await _house.Told<MessagePosted>(webinar)).Count);
    }

    [Fact]
    public async Task Many_first_tries_at_once_are_one()
    {
        var (webinar, room) = await Opened(_house);
        var receipts = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => room.Post(Say("a", "Hello")))));
        Assert.Single(receipts, receipt => !receipt.Duplicate);
        Assert.Single(receipts.Select(receipt => receipt.Position).Distinct());
        Assert.Single(await _house.Told<MessagePosted>(webinar));
    }

    [Fact]
    public async Task A_client_id_that_said_something_else_is_a_conflict()
    {
        var (_, room) = await Opened(_house);
        var first = await room.Post(Say("a", "Hello"));
        Assert.Equal("idempotency-conflict", await Refused.Code(() => room.Post(Say("a", "Goodbye"))));
        Assert.Equal("idempotency-conflict", await Refused.Code(() => room.Post(Say("a", "Hello") with { ReplyTo = first.Position })));
        Assert.Equal("idempotency-conflict", await Refused.Code(() => room.Post(new AskQuestion(_house.GuestActor, "a", "Hello", false, 0))));
    }

    [Fact]
    public async Task A_client_id_belongs_to_one_person_and_one_room()
    {
        var (_, room) = await Opened(_house);
        var (_, other) = await Opened(_house);
        Assert.False((await room.Post(Say("a", "Hello"))).Duplicate);
        Assert.False((await room.Post(Say("a", "Hi") with { By = _house.HostActor })).Duplicate);
        Assert.False((await other.Post(Say("a", "Hey"))).Duplicate);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData("a.b")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public async Task A_bad_client_id_is_refused(string? id)
    {
        var (_, room) = await Opened(_house);
        Assert.Equal("bad-client-id", await Refused.Code(() => room.Post(Say(id!, "Hello"))));
    }

    [Fact]
    public async Task What_was_refused_may_be_tried_again_with_the_same_client_id()
    {
        var (webinar, room) = await Opened(_house);
        await _house.Cancel.Run(webinar.Id, _house.Host, default);
        Assert.Equal("not-live", await Refused.Code(() => room.Post(Say("a", "Hello"))));
        await _house.Publish.Run(webinar.Id, _house.Host, default);
        Assert.False((await room.Post(Say("a", "Hello"))).Duplicate);
    }

    [Fact]
    public async Task A_vote_that_changes_nothing_was_done_before()
    {
        var (webinar, room) = await Opened(_house);
        var asked = await room.Post(new AskQuestion(_house.GuestActor, "q", "Why?", false, 0));
        Assert.Equal(asked with { Duplicate = true }, await room.Post(new Vote(_house.GuestActor, "v", asked.Position, true)));
        Assert.Empty(await _house.Told<VoteCast>(webinar));
    }

    [Fact]
    public async Task One_bad_action_fails_alone()
    {
        var (webinar, room) = await Opened(_house);
        var good = Enumerable.Range(0, 20).Select(i => room.Post(Say($"a{i}", "Hello"))).ToList();
        var bad = Refused.Code(() => room.Post(Say("bad", "Hello") with { ReplyTo = 999 }));
        var more = Enumerable.Range(0, 20).Select(i => room.Post(Say($"b{i}", "Hello"))).ToList();
        Assert.Equal("not-found", await bad);
        await Task.WhenAll(good.Concat(more));
        Assert.Equal(40, (await _house.Told<MessagePosted>(webinar)).Count);
    }

    [Fact]
    public async Task There_is_no_room_without_a_webinar() =>
        Assert.Equal("not-found", await Refused.Code(() => _house.Rooms.Open(Guid.NewGuid())));

    [Fact]
    public async Task Many_who_open_a_room_at_once_are_in_the_same_one()
    {
        var webinar = await _house.Scheduled();
        var rooms = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _house.Rooms.Open(webinar.Id))));
        Assert.Single(rooms.Distinct());
    }

    [Fact]
    public async Task A_room_that_was_let_go_of_takes_nothing_more_and_is_opened_anew()
    {
        var (webinar, room) = await Opened(_house);
        await room.Post(Say("a", "Hello"));
        _house.Rooms.Release(room);
        Assert.True(room.IsClosed);
        Assert.Equal("busy", await Refused.Code(() => room.Post(Say("b", "More"))));

        var anew = await _house.Rooms.Open(webinar.Id);
        Assert.NotSame(room, anew);
        Assert.Equal(room.Epoch, anew.Epoch);
        Assert.True((await anew.Post(Say("a", "Hello"))).Duplicate);
    }

    [Fact]
    public async Task A_room_that_was_only_looked_into_is_let_go_of_after_some_minutes()
    {
        var (webinar, room) = await Opened(_house);
        _house.Time.Advance(TimeSpan.FromMinutes(4));
        _house.Rooms.ReleaseUnused(_ => false);
        Assert.False(room.IsClosed);

        Assert.Same(room, await _house.Rooms.Open(webinar.Id));
        _house.Time.Advance(TimeSpan.FromMinutes(4));
        _house.Rooms.ReleaseUnused(_ => false);
        Assert.False(room.IsClosed);

        _house.Time.Advance(TimeSpan.FromMinutes(1));
        _house.Rooms.ReleaseUnused(_ => false);
        Assert.True(room.IsClosed);
        Assert.NotSame(room, await _house.Rooms.Open(webinar.Id));
    }

    [Fact]
    public async Task A_room_that_somebody_holds_is_never_let_go_of()
    {
        var (webinar, room) = await Opened(_house);
        _house.Time.Advance(TimeSpan.FromDays(1));
        _house.Rooms.ReleaseUnused(id => id == webinar.Id);
        Assert.False(room.IsClosed);
        Assert.False((await room.Post(Say("a", "Hello"))).Duplicate);
    }

    [Fact]
    public async Task The_room_hears_what_others_do_to_its_webinar()
    {
        var (webinar, room) = await Opened(_house);
        var cancelled = Sees(room, WebinarStatus.Cancelled);
        await _house.Cancel.Run(webinar.Id, _house.Host, default);
        await cancelled;
    }

    [Fact]
    public async Task The_room_looks_again_when_the_store_could_not_be_read()
    {
        var store = new StoreUnderLoad(new MemoryStore());
        var house = new House(store);
        var (webinar, room) = await Opened(house);
        var cancelled = Sees(room, WebinarStatus.Cancelled);
        store.UnreadableFor = 2;
        await house.Cancel.Run(webinar.Id, house.Host, default);
        while (!cancelled.IsCompleted)
        {
            house.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await cancelled;
        Assert.True(store.UnreadableFor < 0);
    }

    [Fact]
    public async Task A_room_that_could_not_be_opened_can_be_opened_later()
    {
        var store = new StoreUnderLoad(new MemoryStore());
        var house = new House(store);
        var webinar = await house.Scheduled();
        store.UnreadableFor = 1;
        await Assert.ThrowsAsync<IOException>(() => house.Rooms.Open(webinar.Id));
        Assert.Equal(WebinarStatus.Scheduled, (await house.Rooms.Open(webinar.Id)).State.Status);
    }

    [Fact]
    public async Task A_full_store_is_busy_and_nothing_is_lost_by_it()
    {
        var store = new StoreUnderLoad(new MemoryStore());
        var house = new House(store);
        var (webinar, room) = await Opened(house);
        store.FullFor = 1;
        var tried = await Refused.With(() => room.Post(Say("a", "Hello")));
        Assert.Equal(Refusal.Busy, tried);
        Assert.NotNull(tried.RetryAfter);
        Assert.Empty(await house.Told<MessagePosted>(webinar));

        Assert.False((await room.Post(Say("a", "Hello"))).Duplicate);
        Assert.False((await room.Post(Say("b", "More"))).Duplicate);
        Assert.Equal(["Hello", "More"], room.State.Chat.Messages.Select(message => message.Text));
    }

    [Fact]
    public async Task Two_nodes_write_one_log_without_gaps()
    {
        var store = new StoreUnderLoad(new MemoryStore());
        House[] nodes = [new(store), new(store)];
        var (webinar, first) = await Opened(nodes[0]);
        LiveRoom[] rooms = [first, await nodes[1].Rooms.Open(webinar.Id)];
        var receipts = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => rooms[i % 2].Post(Say($"a{i}", $"Message {i}")))));
        await Task.WhenAll(rooms.Select((room, i) => room.Post(Say($"last{i}", "Last"))));

        var log = await nodes[0].Log.Read(webinar.Id, 0, int.MaxValue, default);
        Assert.Equal(Enumerable.Range(1, log.Count).Select(i => (long)i), log.Select(happened => happened.Position));
        Assert.Equal(200, receipts.Select(receipt => receipt.Position).Distinct().Count());
        Assert.All(receipts.Index(), one => Assert.Equal($"Message {one.Index}", ((MessagePosted)log[(int)one.Item.Position - 1]).Text));

        // The last posts raced too: whoever was first has not heard of the second.
        await rooms[0].Post(Say("z", "Z"));
        await rooms[1].Post(Say("y", "Y"));
        await rooms[0].Post(Say("x", "X"));
        await rooms[1].Post(Say("x", "X"));
        Assert.Equal(rooms[0].State.Chat.Messages, rooms[1].State.Chat.Messages);
        Assert.Equal(rooms[0].State.Position, rooms[1].State.Position);
        Assert.Equal(rooms[0].Epoch, rooms[1].Epoch);
    }

    [Fact]
    public async Task A_retry_on_another_node_is_still_the_same_action()
    {
        var store = new MemoryStore();
        House[] nodes = [new(store), new(store)];
        var (webinar, first) = await Opened(nodes[0]);
        var other = await nodes[1].Rooms.Open(webinar.Id);
        var action = Say("a", "Hello");
        Assert.Equal(await first.Post(action) with { Duplicate = true }, await other.Post(action));
    }

    [Fact]
    public async Task Who_is_banned_asks_nothing_of_the_room_though_their_connection_may_still_be_open()
    {
        var (_, room) = await Opened(_house);
        room.Take(_house.Guest.Id, Limited.Resume);
        var ban = new SanctionRequest(SanctionKind.Ban, _house.Guest.Id, null, null);
        await room.Post(new SanctionPerson(_house.HostActor, "ban", ban) { Named = _house.Guest });
        Assert.All(Enum.GetValues<Limited>(), what => Assert.Equal("banned", Refused.With(() => room.Take(_house.Guest.Id, what)).Code));
        room.Take(_house.Host.Id, Limited.Resume);
    }

    [Fact]
    public async Task History_goes_back_to_the_first_message_past_everything_else()
    {
        var (webinar, room) = await Opened(_house);
        await Task.WhenAll(Enumerable.Range(0, 1_200).Select(i => room.Post(Say($"a{i}", $"{i}"))));
        var (all, before) = (new List<long>(), long.MaxValue);
        while (await _house.History.Run(room, Viewer.Anybody, before, 100, default) is { Count: > 0 } page)
        {
            Assert.Equal(page.OrderByDescending(message => message.Position), page);
            all.AddRange(page.Select(message => message.Position));
            before = page[^1].Position;
        }

        Assert.Equal((await _house.Told<MessagePosted>(webinar)).Select(message => message.Position), all.AsEnumerable().Reverse());
        Assert.Single(await _house.History.Run(room, Viewer.Anybody, long.MaxValue, -5, default));
        Assert.Equal(100, (await _house.History.Run(room, Viewer.Anybody, long.MaxValue, 1_000, default)).Count);
        Assert.Empty(await _house.History.Run(room, Viewer.Anybody, -1, 100, default));
    }

    /// <summary>Ends when the room's state has come so far; after five seconds it throws.</summary>
    private static Task Sees(LiveRoom room, WebinarStatus status)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        room.Advanced += () =>
        {
            if (room.State.Status == status)
            {
                seen.TrySetResult();
            }
        };
        return seen.Task.WaitAsync(TimeSpan.FromSeconds(5));
    }

    private static async Task<(Webinar Webinar, LiveRoom Room)> Opened(House house)
    {
        var webinar = await house.Scheduled();
        return (webinar, await house.Rooms.Open(webinar.Id));
    }

    private PostMessage Say(string clientId, string text) => new(_house.GuestActor, clientId, text, null);
}

using Microsoft.Extensions.Logging.Abstractions;
using Webinars.Log;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.Moderation;
using Webinars.Rooms.Reactions;
using Webinars.Scheduling;

namespace Webinars.Core.Tests;

/// <summary>What a room feels: added up, shown by pulses, kept per second; nobody's own reaction is.</summary>
public class ReactionTests
{
    private readonly House _house = new();

    [Fact]
    public async Task Reactions_of_all_are_added_up_and_taken_once()
    {
        var room = await Opened(_house);
        SendReactions.Run(room, _house.GuestActor, Of(("👍", 3), ("🎉", 1)));
        SendReactions.Run(room, _house.HostActor, Of(("👍", 2)));
        Assert.Equal(Of(("👍", 5), ("🎉", 1)), room.Reactions.Take());
        Assert.Null(room.Reactions.Take());
    }

    [Fact]
    public async Task Only_six_emoji_and_twenty_at_once()
    {
        var room = await Opened(_house);
        foreach (var bad in new[]
        {
            null, Of(), Of(("👎", 1)), Of(("", 1)), Of(("👍", 0)), Of(("👍", -1)), Of(("👍", 21)), Of(("👍", 20), ("🎉", 1)), Of(("👍", 1), ("x", 1)),
            Of(("👍", int.MaxValue), ("🎉", int.MaxValue)),
        })
        {
            Assert.Equal("invalid", Refused.With(() => SendReactions.Run(room, _house.GuestActor, bad)).Code);
        }

        Assert.Null(room.Reactions.Take());
        Assert.Equal(6, Emoji.All.Count);
        SendReactions.Run(room, _house.GuestActor, Emoji.All.ToDictionary(emoji => emoji, _ => 3));
        Assert.Equal(6, room.Reactions.Take()!.Count);
    }

    [Fact]
    public async Task One_call_a_second_and_a_refused_one_counts_nothing()
    {
        var house = new House(limits: new Limits());
        var room = await Opened(house);
        SendReactions.Run(room, house.GuestActor, Of(("👍", 1)));
        Assert.Equal("too-fast", Refused.With(() => SendReactions.Run(room, house.GuestActor, Of(("👍", 1)))).Code);
        SendReactions.Run(room, house.HostActor, Of(("👍", 1)));
        house.Time.Advance(TimeSpan.FromSeconds(1));
        SendReactions.Run(room, house.GuestActor, Of(("👍", 1)));
        Assert.Equal(Of(("👍", 3)), room.Reactions.Take());
    }

    [Fact]
    public async Task Nobody_reacts_in_a_room_that_is_not_open_to_them()
    {
        var room = await _house.Rooms.Open((await _house.Schedule.Run(_house.Draft, _house.Host, null, default)).Id);
        Assert.Equal("not-live", Refused.With(() => SendReactions.Run(room, _house.GuestActor, Of(("👍", 1)))).Code);
        SendReactions.Run(room, _house.HostActor, Of(("👍", 1)));
        var over = await _house.Rooms.Open((await _house.Ended()).Id);
        Assert.Equal("not-live", Refused.With(() => SendReactions.Run(over, _house.HostActor, Of(("👍", 1)))).Code);
    }

    [Fact]
    public async Task A_second_with_reactions_is_one_event_that_nobody_sees()
    {
        var (room, save) = (await Opened(_house), Save(_house));
        SendReactions.Run(room, _house.GuestActor, Of(("👍", 3)));
        SendReactions.Run(room, _house.HostActor, Of(("👍", 2), ("🎉", 1)));
        await save.Round(default);
        var kept = (ReactionsCounted)(await _house.Log.Read(room.Id, 0, int.MaxValue, default))[^1];
        Assert.Equal((null, House.Noon), (kept.By, kept.At));
        Assert.Equal(Of(("👍", 5), ("🎉", 1)), kept.Counts);
        Assert.All([_house.GuestActor, _house.HostActor], viewer => Assert.Null(room.State.Shows(kept, viewer)));
        Assert.Equal(Of(("👍", 5), ("🎉", 1)), room.Reactions.Take());
    }

    [Fact]
    public async Task A_quiet_room_writes_nothing()
    {
        var (room, save) = (await Opened(_house), Save(_house));
        var head = await _house.Log.Head(room.Id, default);
        await save.Round(default);
        Assert.Equal(head, await _house.Log.Head(room.Id, default));
        SendReactions.Run(room, _house.GuestActor, Of(("👍", 1)));
        await save.Round(default);
        await save.Round(default);
        Assert.Equal(head!.Position + 1, (await _house.Log.Head(room.Id, default))!.Position);
    }

    [Fact]
    public async Task What_cannot_be_saved_is_one_second_of_one_room()
    {
        var store = new StoreUnderLoad(new MemoryStore());
        var house = new House(store);
        LiveRoom[] rooms = [await Opened(house), await Opened(house)];
        var save = Save(house);
        Array.ForEach(rooms, room => SendReactions.Run(room, house.GuestActor, Of(("👍", 1))));
        store.FullFor = 1;
        await save.Round(default);
        Array.ForEach(rooms, room => SendReactions.Run(room, house.GuestActor, Of(("🎉", 1))));
        await save.Round(default);
        var kept = new List<ReactionsCounted>();
        foreach (var room in rooms)
        {
            kept.AddRange((await house.Log.Read(room.Id, 0, int.MaxValue, default)).OfType<ReactionsCounted>());
        }

        Assert.Equal(["👍", "🎉", "🎉"], kept.SelectMany(one => one.Counts.Keys).OrderByDescending(emoji => emoji == "👍"));
    }

    [Fact]
    public async Task The_clock_saves_them_by_itself()
    {
        var (room, save) = (await Opened(_house), Save(_house));
        var saved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        room.Advanced += () => saved.TrySetResult();
        await save.StartAsync(default);
        SendReactions.Run(room, _house.GuestActor, Of(("👍", 1)));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!saved.Task.IsCompleted)
        {
            // The loop sets its timer when it begins to run, which may be after the first second.
            _house.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10, limit.Token);
        }

        await save.StopAsync(default);
        Assert.IsType<ReactionsCounted>((await _house.Log.Read(room.Id, 0, int.MaxValue, default))[^1]);
    }

    [Fact]
    public void A_count_changes_nothing_but_the_position()
    {
        var room = Story.Fold(new StatusChanged(WebinarStatus.Live, 3));
        Assert.Equal(room with { Position = 2 }, room.Then(new ReactionsCounted(Of(("👍", 1)))));
    }

    private static SaveReactions Save(House house) => new(house.Rooms, house.Log, house.Time, NullLogger<SaveReactions>.Instance);

    private static async Task<LiveRoom> Opened(House house) => await house.Rooms.Open((await house.Scheduled()).Id);

    private static Dictionary<string, int> Of(params (string Emoji, int Count)[] reactions) => reactions.ToDictionary(one => one.Emoji, one => one.Count);
}

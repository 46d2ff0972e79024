using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using Webinars.Rooms;
using Webinars.Rooms.Chat;

namespace Webinars.Core.Tests;

public class RateLimitTests
{
    private static readonly Guid Room = Guid.NewGuid();
    private static readonly Guid Person = Guid.NewGuid();
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(Limited.Chat, 5, 2)]
    [InlineData(Limited.Question, 2, 15)]
    [InlineData(Limited.Vote, 5, 0.2)]
    [InlineData(Limited.History, 5, 0.2)]
    [InlineData(Limited.Resume, 50, 0.2)]
    [InlineData(Limited.Reaction, 1, 0.9)]
    public void So_many_at_once_then_one_each_time(Limited what, int burst, double seconds)
    {
        var limits = new RateLimits(new Limits(), _time);
        Assert.Equal(burst, TakeAll(limits, what));
        var refusal = limits.Take(Room, Person, what)!;
        Assert.Equal(("too-fast", TimeSpan.FromSeconds(seconds)), (refusal.Code, refusal.RetryAfter));

        _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
        Assert.Equal(TimeSpan.FromTicks(1), limits.Take(Room, Person, what)!.RetryAfter);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(1, TakeAll(limits, what));
    }

    [Fact]
    public void Who_was_quiet_for_long_may_do_no_more_at_once_than_others()
    {
        var limits = new RateLimits(new Limits(), _time);
        TakeAll(limits, Limited.Chat);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(5, TakeAll(limits, Limited.Chat));
    }

    [Fact]
    public void What_was_refused_costs_nothing()
    {
        var limits = new RateLimits(new Limits(), _time);
        for (var i = 0; i < 100; i++)
        {
            TakeAll(limits, Limited.Chat);
        }

        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, TakeAll(limits, Limited.Chat));
    }

    [Fact]
    public void Persons_rooms_and_doings_are_counted_apart()
    {
        var limits = new RateLimits(new Limits(), _time);
        TakeAll(limits, Limited.Chat);
        Assert.Null(limits.Take(Guid.NewGuid(), Person, Limited.Chat));
        Assert.Null(limits.Take(Room, Guid.NewGuid(), Limited.Chat));
        Assert.Null(limits.Take(Room, Person, Limited.Vote));
        Assert.NotNull(limits.Take(Room, Person, Limited.Chat));
    }

    [Fact]
    public void None_is_none()
    {
        var limits = new RateLimits(House.Unlimited, _time);
        Assert.All(Enum.GetValues<Limited>(), what => Assert.Equal(1_000, TakeAll(limits, what)));
    }

    [Fact]
    public void Many_at_once_get_no_more_than_one_after_the_other()
    {
        for (var round = 0; round < 50; round++)
        {
            var limits = new RateLimits(new Limits(), _time);
            var taken = 0;
            Parallel.For(0, 50, _ => Interlocked.Add(ref taken, limits.Take(Room, Person, Limited.Chat) is null ? 1 : 0));
            Assert.Equal(5, taken);
        }
    }

    [Fact]
    public void People_who_went_away_are_forgotten_and_those_who_wait_are_not()
    {
        var limits = new RateLimits(new Limits(), _time);
        limits.Take(Room, Guid.NewGuid(), Limited.Vote);
        _time.Advance(TimeSpan.FromSeconds(59));
        TakeAll(limits, Limited.Question);
        _time.Advance(TimeSpan.FromSeconds(1));
        limits.Take(Room, Guid.NewGuid(), Limited.Vote);
        Assert.NotNull(limits.Take(Room, Person, Limited.Question));
    }

    [Fact]
    public void A_hundred_thousand_people_cost_no_more_each_than_ten()
    {
        var limits = new RateLimits(new Limits(), _time);
        var begun = Stopwatch.GetTimestamp();
        for (var i = 0; i < 100_000; i++)
        {
            limits.Take(Room, Guid.NewGuid(), Limited.Question);
        }

        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task In_a_room_attendees_have_a_limit_and_the_host_has_none_for_chat()
    {
        var house = new House(limits: new Limits());
        var room = await house.Rooms.Open((await house.Scheduled()).Id);
        for (var i = 0; i < 20; i++)
        {
            await room.Post(new PostMessage(house.HostActor, $"h{i}", "Hello", null));
        }

        for (var i = 0; i < 5; i++)
        {
            await room.Post(new PostMessage(house.GuestActor, $"g{i}", "Hello", null));
        }

        var refusal = await Refused.With(() => room.Post(new PostMessage(house.GuestActor, "g5", "Hello", null)));
        Assert.Equal(Refusal.TooFast(TimeSpan.FromSeconds(2)), refusal);
        house.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.False((await room.Post(new PostMessage(house.GuestActor, "g5", "Hello", null))).Duplicate);
    }

    private static int TakeAll(RateLimits limits, Limited what) => Enumerable.Range(0, 1_000).TakeWhile(_ => limits.Take(Room, Person, what) is null).Count();
}

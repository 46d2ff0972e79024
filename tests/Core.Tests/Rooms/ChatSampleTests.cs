using Microsoft.Extensions.Time.Testing;
using Webinars.Log;
using Webinars.People;
using Webinars.Rooms.Chat;
using Webinars.Rooms.LoadShedding;
using Webinars.Rooms.Questions;

namespace Webinars.Core.Tests;

/// <summary>Which messages attendees are spared when too much is said.</summary>
public class ChatSampleTests
{
    private readonly FakeTimeProvider _time = new(House.Noon);

    [Fact]
    public void Twenty_a_second_are_left()
    {
        var sample = new ChatSample(_time);
        var shown = 0;
        for (var i = 0; i < 40; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(250));
            shown += 100 - sample.Omits(Said(100, Role.Attendee), isOn: true).Count;
        }

        Assert.InRange(shown, 199, 200);
    }

    [Fact]
    public void They_are_spread_over_what_was_said()
    {
        var sample = new ChatSample(_time);
        _time.Advance(TimeSpan.FromSeconds(0.5));
        var omitted = sample.Omits(Said(100, Role.Attendee), isOn: true);
        Assert.Equal([10, 20, 30, 40, 50, 60, 70, 80, 90, 100], Enumerable.Range(1, 100).Select(i => (long)i).Except(omitted));
    }

    [Fact]
    public void What_can_be_read_is_left_whole()
    {
        var sample = new ChatSample(_time);
        for (var i = 0; i < 100; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(250));
            Assert.Empty(sample.Omits(Said(5, Role.Attendee), isOn: true));
        }
    }

    [Fact]
    public void A_long_silence_saves_up_no_more_than_one_second()
    {
        var sample = new ChatSample(_time);
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(80, sample.Omits(Said(100, Role.Attendee), isOn: true).Count);
    }

    [Theory]
    [InlineData(Role.Panelist)]
    [InlineData(Role.Moderator)]
    [InlineData(Role.Host)]
    [InlineData(Role.Owner)]
    public void Panelists_and_above_are_always_heard(Role role) => Assert.Empty(new ChatSample(_time).Omits(Said(100, role), isOn: true));

    [Fact]
    public void Nothing_but_chat_is_left_out() =>
        Assert.Empty(new ChatSample(_time).Omits([.. Said(100, Role.Attendee).Select(one => new QuestionAsked("c", "Why?", false) { Position = one.Position, By = one.By })], isOn: true));

    [Fact]
    public void Nothing_is_left_out_while_it_is_off() => Assert.Empty(new ChatSample(_time).Omits(Said(1_000, Role.Attendee), isOn: false));

    private static List<RoomEvent> Said(int count, Role role) =>
        [.. Enumerable.Range(1, count).Select(i => new MessagePosted("c", "Hello") { Position = i, By = new Actor(Guid.NewGuid(), "Gus", role) })];
}

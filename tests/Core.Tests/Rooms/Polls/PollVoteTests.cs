using CsCheck;
using Webinars.Log;
using Webinars.Rooms;
using Webinars.Rooms.Polls;
using Webinars.Scheduling;
using static Webinars.Core.Tests.PollRoom;

namespace Webinars.Core.Tests;

/// <summary>Votes in a poll: one set a person, changeable until it closes, decided by the log's order.</summary>
public class PollVoteTests
{
    [Fact]
    public void A_person_counts_once_however_often_they_change_their_mind()
    {
        var room = Opened().Does(Vote(Ada, 0)).Does(Vote(Otto, 0)).Does(Vote(Ada, 2));
        Assert.Equal("1 0 1 of 2", room.PollOf(Ada)!.Results.Text());
        Assert.Equal([2], room.PollOf(Ada)!.Mine!);
    }

    [Fact]
    public void A_vote_is_a_set_never_a_toggle()
    {
        var room = Opened(multiple: true).Does(Vote(Ada, 2, 0, 2));
        Assert.Equal([0, 2], room.PollOf(Ada)!.Mine!);
        Assert.Empty(room.Decides(Vote(Ada, 0, 2)).Events);
        Assert.Empty(Opened().Decides(Vote(Ada)).Events);
    }

    [Fact]
    public void A_vote_is_taken_back_with_nothing()
    {
        var room = Opened().Does(Vote(Ada, 0)).Does(Vote(Ada));
        Assert.Equal("0 0 0 of 0", room.PollOf(Host)!.Results.Text());
        Assert.Null(room.PollOf(Ada)!.Mine);
    }

    [Fact]
    public void In_a_multiple_poll_one_may_choose_all_and_is_one_voter() =>
        Assert.Equal("1 1 1 of 1", Opened(multiple: true).Does(Vote(Ada, 0, 1, 2)).PollOf(Ada)!.Results.Text());

    [Fact]
    public void Whatever_people_choose_what_counts_is_what_each_chose_last() => Gen.Select(Gen.Int[0, 3], Gen.Int[0, 2].Array[0, 3]).Array[0, 40].Sample(votes =>
    {
        var people = Enumerable.Range(0, 4).Select(i => Ada with { Id = new Guid(i + 1, 0, 0, new byte[8]) }).ToArray();
        var (room, last) = (Opened(multiple: true, hideResults: true), new Dictionary<int, int[]>());
        foreach (var (who, choices) in votes)
        {
            room = room.Does(Vote(people[who], choices));
            last[who] = choices;
        }

        var counts = Enumerable.Range(0, 3).Select(option => last.Values.Count(choices => choices.Contains(option)));
        var expected = $"{string.Join(' ', counts)} of {last.Values.Count(choices => choices.Length > 0)}";
        Assert.Equal(expected, room.PollOf(Host)!.Results.Text());
        Assert.All(people.Index(), one => Assert.Equal(last.GetValueOrDefault(one.Index, []).Length > 0 ? expected : null, room.PollOf(one.Item)!.Results.Text()));
    });

    [Theory]
    [InlineData(false, 0, 1)]
    [InlineData(false, 3)]
    [InlineData(false, -1)]
    [InlineData(true, 0, 3)]
    [InlineData(true, int.MinValue)]
    public void Nobody_chooses_what_is_not_offered(bool multiple, params int[] choices) => Assert.Equal("invalid", Opened(multiple).Refuses(Vote(Ada, choices)));

    [Fact]
    public void Choices_that_no_poll_could_have_are_refused_before_the_queue()
    {
        Assert.Equal("invalid", Refused.With(() => { new VotePoll(Ada, "c", Id, null!).Checked(); }).Code);
        Assert.Equal("invalid", Refused.With(() => { new VotePoll(Ada, "c", Id, new int[11]).Checked(); }).Code);
    }

    [Fact]
    public void One_votes_only_while_it_is_open()
    {
        Assert.Equal("not-found", Drafted().Refuses(Vote(Ada, 0)));
        Assert.Equal("wrong-state", Drafted().Refuses(Vote(Host, 0)));
        var closed = Opened().Does(Vote(Ada, 0)).Does(Move(PollState.Closed));
        Assert.Equal("wrong-state", closed.Refuses(Vote(Otto, 0)));
        Assert.Equal("wrong-state", closed.Refuses(Vote(Ada)));
        Assert.Equal("wrong-state", closed.Does(Move(PollState.Published)).Refuses(Vote(Otto, 0)));
        Assert.Null(closed.Does(Move(PollState.Open)).Refuses(Vote(Otto, 0)));
    }

    [Fact]
    public void Nobody_votes_after_the_webinar() =>
        Assert.Equal("wrong-state", Opened().Then(new StatusChanged(WebinarStatus.Ended, 4)).Refuses(Vote(Ada, 0)));

    [Fact]
    public void A_vote_that_the_log_saw_after_the_closing_does_not_count()
    {
        var known = Opened();
        var closed = new StoredEvent(known, new PollClosed(Id) { By = Host });
        var turn = new RoomTurn(Guid.Empty, known, [Vote(Ada, 0)], House.Noon);
        Assert.Empty(turn.Decide([closed.Row], [0]));
        Assert.Equal("wrong-state", turn.RefusalOf(0)!.Code);
    }

    [Fact]
    public void Of_a_vote_and_a_closing_in_one_turn_the_first_comes_first()
    {
        var turn = new RoomTurn(Guid.Empty, Opened(), [Vote(Ada, 0), Move(PollState.Closed), Vote(Otto, 1)], House.Noon);
        Assert.Equal([0, 1], turn.Decide([], [0, 1, 2]).Select(entry => entry.Action));
        Assert.Equal((null, null, "wrong-state"), (turn.RefusalOf(0)?.Code, turn.RefusalOf(1)?.Code, turn.RefusalOf(2)?.Code));
    }

    [Fact]
    public async Task Votes_and_the_closing_on_two_nodes_lead_to_one_result()
    {
        var store = new StoreUnderLoad(new MemoryStore());
        House[] nodes = [new(store), new(store)];
        var webinar = await nodes[0].Scheduled();
        LiveRoom[] rooms = [await nodes[0].Rooms.Open(webinar.Id), await nodes[1].Rooms.Open(webinar.Id)];
        var host = nodes[0].HostActor;
        var poll = (await rooms[0].Post(Draft() with { By = host })).Position;
        await rooms[0].Post(new MovePoll(host, "open", poll, PollState.Open));
        var votes = Enumerable.Range(0, 60).Select(i => Task.Run(() => Try(rooms[i % 2], new VotePoll(Ada with { Id = Guid.NewGuid() }, "v", poll, [i % 3])))).ToList();
        votes.Add(Task.Run(() => Try(rooms[1], new MovePoll(host, "close", poll, PollState.Closed))));
        var accepted = (await Task.WhenAll(votes)).Count(did => did) - 1;

        // Each node has news of the other's when it writes.
        await rooms[0].Post(new MovePoll(host, "open2", poll, PollState.Open));
        await rooms[1].Post(new MovePoll(host, "close2", poll, PollState.Closed));
        await rooms[0].Post(new MovePoll(host, "publish", poll, PollState.Published));
        await rooms[1].Post(Draft() with { By = host });
        var results = rooms.Select(room => room.State.Polls.Find(poll)!.ResultsFor(Viewer.Anybody).Text()).ToList();
        Assert.EndsWith($" of {accepted}", results[0], StringComparison.Ordinal);
        Assert.Equal(results[0], results[1]);
    }

    private static async Task<bool> Try(LiveRoom room, RoomAction action)
    {
        try
        {
            await room.Post(action);
            return true;
        }
        catch (RefusedException refused) when (refused.Refusal.Code is "wrong-state")
        {
            return false;
        }
    }

    /// <summary>What another node has appended since this one looked.</summary>
    private sealed record StoredEvent(Room Known, RoomEvent Happened)
    {
        public Storage.StoredEvent Row => new(Known.Position + 1, RoomEventJson.Write(Happened));
    }
}

using Webinars.Mail;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.Moderation;
using Webinars.Rooms.Polls;
using Webinars.Rooms.Questions;
using Webinars.Rooms.Questions.Moderating;
using Webinars.Scheduling;
using Webinars.Telling;

namespace Webinars.Core.Tests;

/// <summary>What people outside of a room hear of what happens in it, and that those inside are left in peace.</summary>
public sealed class RoomNoticeTests : IAsyncLifetime
{
    private readonly NoticeOffice _office = new();
    private int _ids;

    private House House => _office.House;

    private string Id => $"c{_ids++}";

    public async ValueTask InitializeAsync() => await _office.Open();

    public ValueTask DisposeAsync()
    {
        _office.Dispose();
        return default;
    }

    [Fact]
    public async Task Questions_ring_for_hosts_who_are_away_once_in_five_minutes()
    {
        var webinar = await House.Live();
        await Ask(webinar, House.GuestActor, "Why is that?");
        await Ask(webinar, House.GuestActor, "How is that?");
        await _office.Bring();
        Assert.Equal(["questions-waiting"], _office.Sees(House.Host));
        Assert.Equal(2L, _office.Shown[0].Data["count"]);
        House.Time.Advance(TimeSpan.FromMinutes(5));
        await Ask(webinar, House.GuestActor, "When is that?");
        await _office.Bring();
        Assert.Equal(3L, _office.Shown[1].Data["count"]);
    }

    [Fact]
    public async Task Questions_do_not_ring_while_a_moderator_is_in_the_room_nor_when_none_waits_any_more()
    {
        var webinar = await House.Live();
        var mona = await _office.Account("mona");
        await House.Gives(webinar, mona, Role.Moderator);
        await _office.Enter(webinar, mona, Role.Moderator);
        await _office.Bring();
        _office.Shown.Clear();
        await Ask(webinar, House.GuestActor, "Why is that?");
        await _office.Bring();
        Assert.Empty(_office.Shown);

        (await House.Rooms.Open(webinar.Id)).Presence.Leave(mona.Id);
        House.Time.Advance(TimeSpan.FromMinutes(5));
        var asked = await Ask(webinar, House.GuestActor, "How is that?");
        await _office.Does(webinar, new WithdrawQuestion(House.GuestActor, Id, asked));
        await _office.Does(webinar, new DismissQuestion(House.HostActor, Id, asked - 1, null));
        await _office.Bring();
        Assert.Empty(_office.Shown);
    }

    [Fact]
    public async Task A_poll_rings_once_for_those_who_are_registered_and_not_there()
    {
        var webinar = await House.Live();
        var (away, here, stranger) = (await _office.Account("away"), await _office.Account("here"), await _office.Account("stranger"));
        await _office.Come(webinar, away);
        await _office.Come(webinar, here);
        await _office.Enter(webinar, here);
        await _office.Enter(webinar, stranger);
        await _office.Bring();
        _office.Shown.Clear();
        var poll = (await _office.Does(webinar, new DraftPoll(House.HostActor, Id, new PollDraft("Tea or coffee?", ["Tea", "Coffee"], false, false)))).Position;
        foreach (var to in new[] { PollState.Open, PollState.Closed, PollState.Open })
        {
            await _office.Does(webinar, new MovePoll(House.HostActor, Id, poll, to));
            await _office.Bring();
        }

        Assert.Equal([(away.Id, "poll-open")], _office.Shown.Select(one => (one.To, one.Workflow)));
    }

    [Fact]
    public async Task A_poll_that_is_closed_before_its_notice_left_does_not_ring()
    {
        var webinar = await House.Live();
        var away = await _office.Account("away");
        await _office.Come(webinar, away);
        var poll = (await _office.Does(webinar, new DraftPoll(House.HostActor, Id, new PollDraft("Tea or coffee?", ["Tea", "Coffee"], false, false)))).Position;
        await _office.Does(webinar, new MovePoll(House.HostActor, Id, poll, PollState.Open));
        await _office.Does(webinar, new MovePoll(House.HostActor, Id, poll, PollState.Closed));
        await _office.Bring();
        Assert.DoesNotContain("poll-open", _office.Sees(away));
    }

    [Fact]
    public async Task Questions_that_a_host_opens_ring_and_other_settings_do_not()
    {
        var webinar = await House.Scheduled();
        var away = await _office.Account("away");
        await _office.Come(webinar, away);
        foreach (var settings in new[] { RoomSettings.Default with { OpenEarly = false }, RoomSettings.Default with { OpenEarly = false, SlowModeSeconds = 5 } })
        {
            await _office.Does(webinar, new ChangeSettings(House.HostActor, Id, settings));
            await _office.Bring();
        }

        Assert.Empty(_office.Shown);
        foreach (var early in new[] { true, false, true })
        {
            await _office.Does(webinar, new ChangeSettings(House.HostActor, Id, RoomSettings.Default with { OpenEarly = early }));
            await _office.Bring();
        }

        Assert.Equal(["questions-open"], _office.Sees(away));
    }

    [Fact]
    public async Task Who_is_given_a_role_hears_of_it_and_who_loses_one_does_not()
    {
        var webinar = await House.Live();
        var (pia, guest) = (await _office.Account("pia"), House.Guest);
        foreach (var (person, role) in new[] { (pia, Role.Panelist), (pia, Role.Moderator), (guest, Role.Panelist) })
        {
            await House.Gives(webinar, person, role);
            await _office.Bring();
        }

        await House.Gives(webinar, pia, Role.Attendee);
        await _office.Bring();
        Assert.Equal([(pia.Id, "panelist"), (pia.Id, "moderator")], _office.Shown.Select(one => (one.To, (string)one.Data["role"])));
    }

    [Fact]
    public async Task Who_asked_and_left_hears_that_it_is_being_answered_and_was_and_gets_the_words_by_letter()
    {
        var webinar = await House.Live();
        var (ada, here, unregistered) = (await _office.Account("ada"), await _office.Account("here"), await _office.Account("unregistered"));
        await _office.Come(webinar, ada);
        await _office.Come(webinar, here);
        await _office.Enter(webinar, here);
        foreach (var person in new[] { ada, here, unregistered })
        {
            var asked = await Ask(webinar, Actor(person), $"Why, asks {person.Name}?", anonymous: person == ada);
            await _office.Does(webinar, new StartAnswering(House.HostActor, Id, asked));
            await _office.Bring();
            await _office.Does(webinar, new AnswerQuestion(House.HostActor, Id, asked, "Because.", IsPrivate: true));
            await _office.Bring();
        }

        Assert.Equal(["question-answering", "question-answered"], OfQuestions(ada));
        Assert.Equal(["question-answering", "question-answered"], OfQuestions(unregistered));
        Assert.Empty(OfQuestions(here));
        var (order, to) = Assert.Single(await Letters(webinar));
        Assert.Equal(ada.Id, to.PersonId);
        Assert.Equal(new SaidInLetter(House.Host.Name, "Because.", "Why, asks ada?"), await new AnswersInLetters(House.Rooms).Read(order, to, default));
    }

    [Fact]
    public async Task Answered_live_there_is_nothing_to_write()
    {
        var webinar = await House.Live();
        var ada = await _office.Account("ada");
        await _office.Come(webinar, ada);
        await _office.Does(webinar, new AnswerQuestion(House.HostActor, Id, await Ask(webinar, Actor(ada), "Why is that?"), null, IsPrivate: false));
        await _office.Bring();
        Assert.Equal(["question-answered"], OfQuestions(ada));
        Assert.Empty(await Letters(webinar));
    }

    [Fact]
    public async Task An_answer_that_was_taken_back_is_not_told_and_each_of_several_askers_reads_their_own_question()
    {
        var webinar = await House.Live();
        var (ada, bob) = (await _office.Account("ada"), await _office.Account("bob"));
        await _office.Come(webinar, ada);
        await _office.Come(webinar, bob);
        var first = await Ask(webinar, Actor(ada), "Why is that?");
        var second = await Ask(webinar, Actor(bob), "How come?");
        await _office.Does(webinar, new MergeQuestions(House.HostActor, Id, second, first));
        await _office.Does(webinar, new AnswerQuestion(House.HostActor, Id, first, "So.", IsPrivate: false));
        await _office.Does(webinar, new ReopenQuestion(House.HostActor, Id, first));
        await _office.Bring();
        Assert.DoesNotContain("question-answered", _office.Sees(ada));

        await _office.Does(webinar, new AnswerQuestion(House.HostActor, Id, first, "Because.", IsPrivate: false));
        await _office.Bring();
        var said = await Task.WhenAll((await Letters(webinar)).Select(one => new AnswersInLetters(House.Rooms).Read(one.Order, one.To, default)));
        Assert.Equal(["How come?", "Why is that?"], said.Select(one => one!.Question).Order());
        await _office.Does(webinar, new ReopenQuestion(House.HostActor, Id, first));
        Assert.All((await Letters(webinar)).Select(one => new AnswersInLetters(House.Rooms).Read(one.Order, one.To, default).Result), Assert.Null);
    }

    private IEnumerable<string> OfQuestions(Person person) => _office.Sees(person).Where(one => one.StartsWith("question-", StringComparison.Ordinal));

    private static Actor Actor(Person person) => new(person.Id, person.Name, Role.Attendee);

    private async Task<long> Ask(Webinar webinar, Actor by, string text, bool anonymous = false) =>
        (await _office.Does(webinar, new AskQuestion(by, Id, text, anonymous, 0))).Position;

    private async Task<IReadOnlyList<(LetterOrder Order, Registering.Registration To)>> Letters(Webinar webinar)
    {
        var found = new List<(LetterOrder, Registering.Registration)>();
        foreach (var due in await House.Store.Due(LetterOrder.Delivery, House.Time.GetUtcNow(), 100, default))
        {
            if (LetterOrder.Read(due) is { Kind: LetterKind.QuestionAnswered } order && order.Webinar == webinar.Id)
            {
                found.Add((order, (await _office.Registrations.Get(order.Registration, default))!));
            }
        }

        return found;
    }
}

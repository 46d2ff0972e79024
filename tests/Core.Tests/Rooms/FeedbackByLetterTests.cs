using Webinars.Mail;
using Webinars.People;
using Webinars.Registering;
using Webinars.Rooms.Feedback;
using Webinars.Rooms.Presence;
using Webinars.Scheduling;
using Webinars.Storage;

namespace Webinars.Core.Tests;

/// <summary>The link in the letter after the end: no sign-in, the same person as in the room, and good for nothing else.</summary>
public sealed class FeedbackByLetterTests : IDisposable
{
    private readonly PostOffice _post = new();
    private readonly PersonalLinks _links;

    public FeedbackByLetterTests() => _links = new PersonalLinks(new Secrets(House.Store));

    private House House => _post.House;

    private FeedbackByLetter ByLetter => new(new FollowLink(_links, _post.Registrations, House.Webinars), House.Rooms);

    public void Dispose() => _post.Dispose();

    [Fact]
    public async Task What_was_said_in_the_room_is_shown_and_replaced()
    {
        var (webinar, link) = await Ended("ada", House.Guest with { Email = "ada@example.com" });
        await (await House.Rooms.Open(webinar.Id)).Post(new LeaveFeedback(House.GuestActor, "c", 2, "Too long."));
        Assert.Equal(new OwnFeedback(2, "Too long."), (await ByLetter.Open(link, default))!.Before);
        await ByLetter.Leave(link, 4, "Yet good.", default);
        Assert.Equal([(House.Guest.Id, 4)], await Left(webinar));
    }

    [Fact]
    public async Task Who_has_no_account_is_one_person_and_stays_it_when_they_make_one()
    {
        var (webinar, link) = await Ended("ada");
        await ByLetter.Leave(link, 2, null, default);
        await ByLetter.Leave(link, 3, null, default);
        var ada = await _post.Find(webinar, "ada");
        Assert.Equal([(ada.Id, 3)], await Left(webinar));
        await House.Store.Commit(new Batch(RegistrationStore.ToPut(ada with { PersonId = House.Guest.Id })), default);
        Assert.Equal(3, (await ByLetter.Open(link, default))!.Before!.Rating);
        await ByLetter.Leave(link, 5, null, default);
        Assert.Equal([(ada.Id, 5)], await Left(webinar));
    }

    [Fact]
    public async Task Who_came_by_their_link_without_an_account_is_who_they_were_in_the_room()
    {
        var (webinar, link) = await Ended("ada");
        var guest = Guid.NewGuid();
        await House.Store.Commit(new Batch(RegistrationStore.ToPut(await _post.Find(webinar, "ada") with { GuestId = guest })), default);
        await ByLetter.Leave(link, 5, null, default);
        Assert.Equal([(guest, 5)], await Left(webinar));
    }

    [Fact]
    public async Task To_open_it_changes_nothing_and_it_opens_a_room_that_nobody_is_in()
    {
        var (webinar, link) = await Ended("ada");
        var cold = new House(House.Store);
        var head = await cold.Log.Head(webinar.Id, default);
        var letter = await new FeedbackByLetter(new FollowLink(_links, _post.Registrations, cold.Webinars), cold.Rooms).Open(link, default);
        Assert.Equal((webinar.Id, "ada", null), (letter!.Webinar.Id, letter.By.Name, letter.Before));
        Assert.Equal(head, await cold.Log.Head(webinar.Id, default));
    }

    [Fact]
    public async Task A_link_that_is_not_ours_or_for_something_else_opens_nothing()
    {
        var (webinar, link) = await Ended("ada");
        var ada = await _post.Find(webinar, "ada");
        var forged = link[..^1] + (link[^1] == 'A' ? 'Q' : 'A');
        string?[] wrong = [null, "", "nonsense", forged, await _links.Make(LinkPurpose.Join, ada, default), await _links.Make(LinkPurpose.Feedback, ada with { Id = Guid.NewGuid() }, default)];
        foreach (var other in wrong)
        {
            Assert.Null(await ByLetter.Open(other, default));
            Assert.Equal("not-found", await Refused.Code(() => ByLetter.Leave(other, 5, null, default)));
        }

        Assert.Empty(await Left(webinar));
    }

    [Fact]
    public async Task An_old_link_is_no_good_once_the_registration_was_taken_back_or_begun_anew()
    {
        var (webinar, link) = await Ended("ada");
        await _post.Cancel.Run(webinar.Id, (await _post.Find(webinar, "ada")).Id, default);
        Assert.Null(await ByLetter.Open(link, default));
        await _post.Come(webinar, "ada");
        Assert.Null(await ByLetter.Open(link, default));
        Assert.NotNull(await ByLetter.Open(await Link(webinar, "ada"), default));
    }

    [Fact]
    public async Task Nobody_says_it_before_the_end_and_no_host_of_their_own()
    {
        var webinar = await House.Live();
        await _post.Come(webinar, "ada");
        Assert.Equal("wrong-state", await Refused.Code(async () => await ByLetter.Leave(await Link(webinar, "ada"), 5, null, default)));
        await _post.Come(webinar, "hanna", House.Host with { Email = "hanna@example.com" });
        await House.End.Run(webinar.Id, House.Host, default);
        Assert.Equal("not-allowed", await Refused.Code(async () => await ByLetter.Leave(await Link(webinar, "hanna"), 5, null, default)));
    }

    [Fact]
    public async Task Who_registers_after_the_end_hears_nothing_of_a_webinar_that_is_on()
    {
        var (webinar, _) = await Ended("ada");
        await _post.Bring();
        await _post.Come(webinar, "late");
        await _post.Until(House.Time.GetUtcNow().AddHours(2));
        Assert.Equal([LetterKind.Confirmation], _post.Letters("late"));
        var ended = await House.Now(webinar);
        await House.Webinars.Save(ended.RecordingReady(), ended, null, House.Time.GetUtcNow(), default);
        await _post.Bring();
        Assert.Equal([LetterKind.Confirmation, LetterKind.ReplayMissed], _post.Letters("late"));
    }

    [Fact]
    public async Task Who_is_on_the_page_still_when_the_letter_is_written_was_there()
    {
        var (webinar, _) = await Ended("ada", House.Guest with { Email = "ada@example.com" });
        var came = webinar.WentLiveAt!.Value;
        await House.Visits.Save([VisitStore.ToPut(new Visit { Webinar = webinar.Id, Person = House.Guest.Id, Name = "Ada", JoinedAt = came, SeenUntil = came, Nodes = [Guid.NewGuid()] })], default);
        await House.Webinars.Save(webinar.RecordingReady(), webinar, null, House.Time.GetUtcNow(), default);
        await _post.Bring();
        Assert.Contains(LetterKind.ReplayAttended, _post.Letters("ada"));
    }

    private async Task<(Webinar Webinar, string Link)> Ended(string name, Person? person = null)
    {
        var webinar = await House.Live();
        await _post.Come(webinar, name, person);
        House.Time.Advance(TimeSpan.FromMinutes(30));
        return (await House.End.Run(webinar.Id, House.Host, default), await Link(webinar, name));
    }

    private async Task<string> Link(Webinar webinar, string name) => await _links.Make(LinkPurpose.Feedback, await _post.Find(webinar, name), default);

    private async Task<IEnumerable<(Guid, int)>> Left(Webinar webinar) =>
        (await House.Rooms.Open(webinar.Id)).State.Feedback.Newest.Values.Select(left => (left.By!.Id, left.Rating));
}

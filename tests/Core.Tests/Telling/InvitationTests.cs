using Webinars.Mail;
using Webinars.People;
using Webinars.Registering;
using Webinars.Registering.Invitations;
using Webinars.Scheduling;
using Webinars.Storage;

namespace Webinars.Core.Tests;

/// <summary>Hosts ask people to come: from the list to the letters.</summary>
public sealed class InvitationTests : IDisposable
{
    private readonly PostOffice _post = new();

    private House House => _post.House;

    public void Dispose() => _post.Dispose();

    [Fact]
    public async Task Who_is_invited_gets_a_letter_and_no_seat_until_they_accept()
    {
        var webinar = await House.Scheduled();
        webinar = await House.Webinars.Save(webinar with { Access = new Access { Policy = AccessPolicy.InviteOnly, Capacity = 1 } }, webinar, House.HostActor, House.Time.GetUtcNow(), default);
        var result = await Invite(webinar, "email,name,role\nada@example.com,Ada,panelist\nbob@example.com,,\n");
        Assert.Equal((true, 2), (result.Done, result.Invited));
        await _post.Bring();
        Assert.Equal([LetterKind.Invitation], _post.Letters("ada"));
        Assert.Equal([LetterKind.Invitation], _post.Letters("bob"));
        var ada = await _post.Find(webinar, "ada");
        Assert.Equal((RegistrationStatus.Invited, Role.Panelist, "Ada"), (ada.Status, ada.Role, ada.Name));
        Assert.Equal((null, "bob"), ((await _post.Find(webinar, "bob")).Role, (await _post.Find(webinar, "bob")).Name));
        Assert.Equal(0, (await _post.Seats.Get(webinar.Id, default)).Taken);

        // Who only knows the address says yes for nobody: the mailbox is asked once more.
        await _post.Come(webinar, "ada");
        await _post.Bring();
        Assert.Equal((RegistrationStatus.Invited, "Ada"), ((await _post.Find(webinar, "ada")).Status, (await _post.Find(webinar, "ada")).Name));
        Assert.Equal([LetterKind.Invitation, LetterKind.Invitation], _post.Letters("ada"));

        await _post.Come(webinar, "ada", Account("ada"));
        await _post.Come(webinar, "bob", Account("bob"));
        Assert.Equal((RegistrationStatus.Registered, RegistrationStatus.Waitlisted), ((await _post.Find(webinar, "ada")).Status, (await _post.Find(webinar, "bob")).Status));
        Assert.Equal(Role.Panelist, (await _post.Find(webinar, "ada")).Role);
    }

    [Fact]
    public async Task Whom_a_host_takes_off_the_list_comes_back_by_no_word_of_their_own_and_the_role_is_gone()
    {
        var webinar = await House.Scheduled();
        webinar = await House.Webinars.Save(webinar with { Access = new Access { Policy = AccessPolicy.InviteOnly } }, webinar, House.HostActor, House.Time.GetUtcNow(), default);
        await Invite(webinar, "email,role\nada@example.com,moderator\nbob@example.com,panelist\n");
        await _post.Bring();
        await _post.Cancel.Run(webinar.Id, (await _post.Find(webinar, "ada")).Id, default, byHost: true);
        await _post.Come(webinar, "ada", Account("ada"));
        var ada = await _post.Find(webinar, "ada");
        Assert.Equal((RegistrationStatus.Declined, null), (ada.Status, ada.Role));

        // Who says no themselves may think again, as an attendee.
        await _post.Cancel.Run(webinar.Id, (await _post.Find(webinar, "bob")).Id, default);
        await _post.Come(webinar, "bob", Account("bob"));
        var bob = await _post.Find(webinar, "bob");
        Assert.Equal((RegistrationStatus.Registered, null), (bob.Status, bob.Role));
    }

    [Fact]
    public async Task Where_only_who_was_invited_may_come_a_registration_of_before_opens_no_door()
    {
        var webinar = await House.Scheduled();
        await _post.Come(webinar, "ada", Account("ada"));
        await _post.Cancel.Run(webinar.Id, (await _post.Find(webinar, "ada")).Id, default);
        await House.Webinars.Save(webinar with { Access = new Access { Policy = AccessPolicy.InviteOnly } }, webinar, House.HostActor, House.Time.GetUtcNow(), default);
        await _post.Come(webinar, "ada", Account("ada"));
        Assert.Equal(RegistrationStatus.Cancelled, (await _post.Find(webinar, "ada")).Status);
    }

    [Fact]
    public async Task Whoever_lets_somebody_in_and_out_again_and_again_fills_no_mailbox()
    {
        var webinar = await House.Scheduled();
        webinar = await House.Webinars.Save(webinar with { Access = new Access { Policy = AccessPolicy.Approval } }, webinar, House.HostActor, House.Time.GetUtcNow(), default);
        await _post.Come(webinar, "ada");
        await _post.Bring();
        var decide = new DecideRegistration(House.Webinars, _post.Registrations, _post.Seats, _post.Plan);
        for (var i = 0; i < 20; i++)
        {
            await decide.Run(webinar.Id, (await _post.Find(webinar, "ada")).Id, approve: i % 2 == 0, House.Host, default);
            await _post.Bring();
        }

        Assert.Equal(10, _post.Letters("ada").Count());
        House.Time.Advance(TimeSpan.FromDays(1));
        await decide.Run(webinar.Id, (await _post.Find(webinar, "ada")).Id, approve: true, House.Host, default);
        await _post.Bring();
        Assert.Equal(LetterKind.Confirmation, _post.Letters("ada").Last());
    }

    [Fact]
    public async Task Broken_lines_keep_everybody_back_unless_only_the_good_are_wanted()
    {
        var webinar = await House.Scheduled();
        const string List = "ada@example.com\nnobody\nbob@example.com\nada@example.com\n@example.com";
        var result = await Invite(webinar, List);
        Assert.Equal((false, 2, 2, 1), (result.Done, result.Invited, result.Broken, result.Duplicates));
        Assert.Equal([2, 4, 5], result.Notes.Select(note => note.Line));
        await _post.Bring();
        Assert.Empty(_post.Mailbox);

        result = await Invite(webinar, List, onlyGood: true);
        Assert.Equal((true, 2, 2, 1), (result.Done, result.Invited, result.Broken, result.Duplicates));
        await _post.Bring();
        Assert.Equal(["ada@example.com", "bob@example.com"], _post.Mailbox.Select(one => one.To).Order());
    }

    [Fact]
    public async Task Who_is_there_already_or_took_it_back_is_left_alone()
    {
        var webinar = await House.Scheduled();
        await _post.Come(webinar, "ada");
        await _post.Come(webinar, "gone");
        await _post.Cancel.Run(webinar.Id, (await _post.Find(webinar, "gone")).Id, default);
        await _post.Bring();
        var result = await Invite(webinar, "ada@example.com, gone@example.com, new@example.com");
        Assert.Equal((1, 1, 1), (result.Invited, result.Already, result.TookItBack));
        await _post.Bring();
        result = await Invite(webinar, "new@example.com");
        Assert.Equal((0, 1), (result.Invited, result.Already));
        await _post.Bring();
        Assert.Equal([LetterKind.Invitation], _post.Letters("new"));
        Assert.DoesNotContain(LetterKind.Invitation, _post.Letters("ada").Concat(_post.Letters("gone")));
    }

    [Fact]
    public async Task Who_is_registered_is_asked_to_a_role_once_and_never_down()
    {
        var webinar = await House.Scheduled();
        await _post.Come(webinar, "ada");
        Assert.Equal(1, (await Invite(webinar, "ada@example.com", "moderator")).Invited);
        await _post.Bring();
        Assert.Equal(0, (await Invite(webinar, "ada@example.com", "panelist")).Invited);
        Assert.Equal(0, (await Invite(webinar, "ada@example.com")).Invited);
        await _post.Bring();
        Assert.Equal((RegistrationStatus.Registered, Role.Moderator), ((await _post.Find(webinar, "ada")).Status, (await _post.Find(webinar, "ada")).Role));
        Assert.Single(_post.Letters("ada"), LetterKind.Invitation);
        Assert.Equal(1, (await _post.Seats.Get(webinar.Id, default)).Taken);
    }

    [Fact]
    public async Task Nobody_gives_a_role_that_is_not_below_their_own()
    {
        var webinar = await House.Scheduled();
        Assert.Equal("not-allowed", await Refused.Code(() => Invite(webinar, "ada@example.com", by: House.Guest)));
        await House.Gives(webinar, House.Guest, Role.Moderator);
        Assert.Equal("not-allowed", await Refused.Code(() => Invite(webinar, "ada@example.com", by: House.Guest)));
        await House.Gives(webinar, House.Guest, Role.Host);
        Assert.Equal("not-allowed", await Refused.Code(() => Invite(webinar, "ada@example.com", "host", by: House.Guest)));
        var result = await Invite(webinar, "email,role\nada@example.com,host\nbob@example.com,moderator", by: House.Guest);
        Assert.Equal((false, 2), (result.Done, Assert.Single(result.Notes).Line));
        Assert.Equal("invalid", await Refused.Code(() => Invite(webinar, "ada@example.com", "owner")));
        Assert.True((await Invite(webinar, "ada@example.com", "host")).Done);
    }

    [Fact]
    public async Task Ten_thousand_are_invited_a_hundred_at_a_time_and_no_more_that_day()
    {
        var webinar = await House.Scheduled();
        var (some, rest) = (People(0, 350), People(350, 700));
        Assert.Equal(350, (await Invite(webinar, some, perDay: 400)).Invited);
        Assert.Equal("too-fast", await Refused.Code(() => Invite(webinar, rest, perDay: 400)));
        await _post.Bring();
        Assert.Equal(100, _post.Mailbox.Count);
        await _post.Until(House.Time.GetUtcNow().AddMinutes(1));
        Assert.Equal(350, _post.Mailbox.Select(one => one.To).Distinct().Count());
        Assert.Equal(4, _post.Calls);
        Assert.Equal(350, await _post.Registrations.Count(webinar.Id, RegistrationStatus.Invited, default));
        House.Time.Advance(TimeSpan.FromDays(0.6));
        Assert.Equal(350, (await Invite(webinar, rest, perDay: 400)).Invited);

        static string People(int from, int to) => string.Join('\n', Enumerable.Range(from, to - from).Select(i => $"p{i}@example.com"));
    }

    [Fact]
    public async Task A_page_that_was_brought_twice_invites_once()
    {
        var webinar = await House.Scheduled();
        await Invite(webinar, "ada@example.com");
        var due = Assert.Single(await House.Store.Due(InvitationPages.Delivery, House.Time.GetUtcNow(), 10, default));
        var carrier = new Webinars.Telling.InvitationCarrier(House.Webinars, _post.Registrations, _post.Seats, new InvitationPages(House.Store), House.Store, House.Time);
        await carrier.Send(due, "{}", due.Key, default);
        await carrier.Send(due, "{}", due.Key, default);
        await _post.Bring();
        Assert.Single(_post.Mailbox);
    }

    [Fact]
    public async Task For_what_is_called_off_nobody_is_invited_and_the_list_is_not_kept()
    {
        var webinar = await House.Scheduled();
        await Invite(webinar, "ada@example.com");
        var due = Assert.Single(await House.Store.Due(InvitationPages.Delivery, House.Time.GetUtcNow(), 10, default));
        await House.Cancel.Run(webinar.Id, House.Host, default);
        House.Time.Advance(Webinars.Scheduling.Webinar.SecondThoughts);
        await _post.Bring();
        Assert.Empty(_post.Mailbox);
        Assert.Null(await new InvitationPages(House.Store).Get(due, default));
        Assert.Equal("wrong-state", await Refused.Code(() => Invite(webinar, "ada@example.com")));
    }

    private static Person Account(string name) => new(Guid.CreateVersion7(), $"user_{name}", name, $"{name}@example.com", null);

    private Task<InvitationResult> Invite(Webinar webinar, string text, string? role = null, bool onlyGood = false, Person? by = null, int perDay = 10_000) =>
        new InvitePeople(House.Webinars, _post.Registrations, _post.Quota, new DayLimits(perDay, 3), House.Store, House.Time)
            .Run(webinar.Id, new InvitationRequest(text, role, onlyGood), by ?? House.Host, default);
}

using Webinars.Mail;
using Webinars.People;
using Webinars.Registering;
using Webinars.Scheduling;
using Webinars.Storage;
using Webinars.Telling;
using Webinars.Webhooks;

namespace Webinars.Core.Tests;

/// <summary>What hosts have to say to all by mail, and what they see of letters and registrations.</summary>
public sealed class HostLettersTests : IDisposable
{
    private readonly PostOffice _post = new();
    private int _signals;

    private House House => _post.House;

    private ReadLetters Read => new(House.Webinars, _post.Registrations, _post.Records, new EmailStore(House.Store));

    private AnnounceByMail Announce => new(
        House.Webinars, _post.Registrations, _post.Announcements, _post.Quota, new DayLimits(0, 2), _post, new PublicAddress("https://webinars.example.com"), House.Store, House.Time);

    public void Dispose() => _post.Dispose();

    [Fact]
    public async Task An_announcement_goes_once_to_all_who_are_registered()
    {
        var webinar = await House.Scheduled();
        await _post.Come(webinar, "ada");
        await _post.Come(webinar, "gone");
        await _post.Cancel.Run(webinar.Id, (await _post.Find(webinar, "gone")).Id, default);
        var preview = await Announce.Preview(webinar.Id, new AnnouncementRequest(null, null, "Bring coffee."), House.Host, default);
        Assert.Equal(1, preview.Readers);

        var request = new AnnouncementRequest("one", "Coffee", " Bring coffee.\r\n<b>Now</b> ");
        var first = await Announce.Run(webinar.Id, request, House.Host, default);
        Assert.Equal(first, await Announce.Run(webinar.Id, request, House.Host, default));
        Assert.Equal("idempotency-conflict", await Refused.Code(() => Announce.Run(webinar.Id, request with { Text = "Bring tea." }, House.Host, default)));
        await _post.Bring();
        Assert.Single(_post.Letters("ada"), LetterKind.Announcement);
        Assert.DoesNotContain(LetterKind.Announcement, _post.Letters("gone"));
        Assert.Equal(new SaidInLetter("Hanna Host", "Bring coffee.\n<b>Now</b>", null, "Coffee"), await _post.Announcements.Said(webinar.Id, "one", default));

        await Announce.Run(webinar.Id, request with { Id = "two" }, House.Host, default);
        Assert.Equal("too-fast", await Refused.Code(() => Announce.Run(webinar.Id, request with { Id = "three" }, House.Host, default)));
    }

    [Theory]
    [InlineData("bad-client-id", "", null, "Text")]
    [InlineData("bad-client-id", "a/b", null, "Text")]
    [InlineData("too-short", "a", null, " ")]
    [InlineData("bad-text", "a", null, "\0")]
    [InlineData("too-long", "a", "s101", "Text")]
    [InlineData("too-long", "a", null, "t2001")]
    public async Task What_cannot_be_said_is_refused(string code, string id, string? subject, string text)
    {
        var webinar = await House.Scheduled();
        Assert.Equal(code, await Refused.Code(() => Announce.Run(webinar.Id, new AnnouncementRequest(id, subject is null ? null : new string('s', 101), text is "t2001" ? new string('t', 2001) : text), House.Host, default)));
    }

    [Fact]
    public async Task Only_who_leads_announces_and_reads()
    {
        var webinar = await House.Scheduled();
        await House.Gives(webinar, House.Guest, Role.Moderator);
        Assert.Equal("not-allowed", await Refused.Code(() => Announce.Run(webinar.Id, new AnnouncementRequest("a", null, "x"), House.Guest, default)));
        Assert.Equal("not-allowed", await Refused.Code(() => Announce.Preview(webinar.Id, new AnnouncementRequest("a", null, "x"), House.Guest, default)));
        Assert.Equal("not-allowed", await Refused.Code(() => Read.List(webinar.Id, new LettersWanted(), House.Guest, default)));
        Assert.Equal("not-allowed", await Refused.Code(() => Read.Tally(webinar.Id, House.Guest, default)));
        var draft = await House.Schedule.Run(House.Draft, House.Host, null, default);
        Assert.Equal("wrong-state", await Refused.Code(() => Announce.Run(draft.Id, new AnnouncementRequest("a", null, "x"), House.Host, default)));
    }

    [Fact]
    public async Task Hosts_see_how_each_letter_went()
    {
        var (webinar, other) = (await House.Scheduled(), await House.Scheduled());
        foreach (var name in new[] { "ada", "bob", "cleo", "wrong" })
        {
            House.Time.Advance(TimeSpan.FromMilliseconds(1));
            await _post.Come(webinar, name);
        }

        await _post.Come(other, "dan");
        _post.Wrong.Add("wrong@example.com");
        await _post.Bring();
        await Hears(webinar, "ada", EmailState.Delivered);
        await Hears(webinar, "ada", EmailState.Opened);
        await Hears(webinar, "bob", EmailState.Bounced);
        await Hears(webinar, "cleo", EmailState.Delivered);
        await Hears(webinar, "cleo", EmailState.Complained);

        Assert.Equal(new LetterTally(LetterKind.Confirmation, Sent: 3, Delivered: 2, Opened: 1, Bounced: 1, Complained: 1, Failed: 0, Dropped: 0, Dead: 1), Assert.Single(await Read.Tally(webinar.Id, House.Host, default)));
        Assert.Equal(4, (await List(webinar, new LettersWanted())).Count);
        Assert.Equal(4, (await List(webinar, new LettersWanted(LetterKind.Confirmation))).Count);
        Assert.Empty(await List(webinar, new LettersWanted(LetterKind.LiveNow)));
        Assert.Equal([("bob", LetterFate.Bounced)], await List(webinar, new LettersWanted(Fate: LetterFate.Bounced)));
        Assert.Equal([("cleo", LetterFate.Complained)], await List(webinar, new LettersWanted(LetterKind.Confirmation, LetterFate.Complained)));
        Assert.Equal([("wrong", LetterFate.Dead)], await List(webinar, new LettersWanted(Fate: LetterFate.Dead)));
        Assert.Equal([("ada", LetterFate.Opened)], await List(webinar, new LettersWanted(Registration: (await _post.Find(webinar, "ada")).Id)));
        Assert.Empty(await List(other, new LettersWanted(Registration: (await _post.Find(webinar, "ada")).Id)));
        Assert.Equal("invalid", await Refused.Code(() => Read.List(webinar.Id, new LettersWanted(Fate: LetterFate.Opened), House.Host, default)));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(LetterKind.Confirmation, null)]
    [InlineData(null, LetterFate.Bounced)]
    [InlineData(LetterKind.Confirmation, LetterFate.Bounced)]
    public async Task Page_by_page_every_letter_is_seen_once(LetterKind? kind, LetterFate? fate)
    {
        var webinar = await House.Scheduled();
        for (var i = 0; i < 25; i++)
        {
            House.Time.Advance(TimeSpan.FromSeconds(i % 2));
            await _post.Come(webinar, $"p{i}");
        }

        await _post.Bring();
        for (var i = 0; i < 25; i++)
        {
            await Hears(webinar, $"p{i}", EmailState.Bounced);
        }

        var (seen, after) = (new List<string>(), (string?)null);
        do
        {
            var page = await Read.List(webinar.Id, new LettersWanted(kind, fate, null, after, 10), House.Host, default);
            seen.AddRange(page.Items.Select(one => one.Id));
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal((25, 25), (seen.Count, seen.Distinct().Count()));
        var other = await House.Scheduled();
        Assert.Equal("invalid", await Refused.Code(() => Read.List(other.Id, new LettersWanted(After: seen[0]), House.Host, default)));
    }

    [Fact]
    public async Task Hosts_search_page_and_count_registrations()
    {
        var webinar = await House.Scheduled();
        for (var i = 0; i < 1_100; i++)
        {
            House.Time.Advance(TimeSpan.FromMilliseconds(1));
            await _post.Register.Run(webinar.Id, new RegistrationRequest($"p{i}@example.com", i % 100 == 0 ? $"Zoë {i}" : $"Person {i}", null, null), null, default);
        }

        House.Time.Advance(TimeSpan.FromDays(2));
        await _post.Come(webinar, "late");
        var read = new ReadRegistrations(House.Webinars, _post.Registrations, _post.Seats, House.Time);
        var (found, after) = (new List<Registration>(), (Guid?)null);
        do
        {
            var page = await read.Find(webinar.Id, new RegistrationsWanted(RegistrationStatus.Registered, " ZOE ", after, 4), House.Host, default);
            found.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(Enumerable.Range(0, 11).Select(i => $"Zoë {i * 100}"), found.Select(one => one.Name));
        Assert.Equal("p77@example.com", Assert.Single((await read.Find(webinar.Id, new RegistrationsWanted(Search: "P77@"), House.Host, default)).Items).Email);
        var summary = await read.Summary(webinar.Id, House.Host, default);
        Assert.Equal((1_101, 0, 1_101), (summary.Counts[RegistrationStatus.Registered], summary.Counts[RegistrationStatus.Pending], summary.Taken));
        Assert.Equal([1_100, 0, 1], summary.Days.Select(day => day.Count));
        House.Time.Advance(TimeSpan.FromDays(29));
        summary = await read.Summary(webinar.Id, House.Host, default);
        Assert.Equal((30, 1_100, 1), (summary.Days.Count, summary.Before, summary.Days[0].Count));
        Assert.Equal("not-allowed", await Refused.Code(() => read.Find(webinar.Id, new RegistrationsWanted(), House.Guest, default)));
        Assert.Equal("not-allowed", await Refused.Code(() => read.Summary(webinar.Id, House.Guest, default)));
        Assert.Equal("not-allowed", await Refused.Code(() => read.All(webinar.Id, House.Guest, default)));
        Assert.Equal(1_101, await (await read.All(webinar.Id, House.Host, default)).All.CountAsync());
    }

    private async Task<IReadOnlyList<(string?, LetterFate)>> List(Webinar webinar, LettersWanted wanted) =>
        [.. (await Read.List(webinar.Id, wanted, House.Host, default)).Items.Select(one => (one.Name, one.Fate))];

    /// <summary>The carrier tells of somebody's confirmation.</summary>
    private async Task Hears(Webinar webinar, string name, EmailState state)
    {
        var record = (await _post.Records.FindFor((await _post.Find(webinar, name)).Id, 1, default))[0];
        var tags = _post.Mailbox.First(one => one.To == $"{name}@example.com").Email.Tags;
        var signal = new EmailSignal(record.EmailId!, $"{name}@example.com", state, House.Time.GetUtcNow()) { Tags = tags };
        await new ApplyEmailSignal(House.Store, new EmailStore(House.Store), _post.Suppressions, new Inbox(House.Store), House.Time).Run("mail", $"m{_signals++}", signal, default);
    }
}

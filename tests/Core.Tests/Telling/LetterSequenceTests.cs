using Webinars.Log;
using Webinars.Mail;
using Webinars.Outbox;
using Webinars.Registering;
using Webinars.Rooms.Presence;
using Webinars.Scheduling;
using Webinars.Storage;
using Webinars.Streaming;

namespace Webinars.Core.Tests;

/// <summary>Which letters somebody gets, and when, from registering to the replay, by a clock that is moved.</summary>
public sealed class LetterSequenceTests : IDisposable
{
    private readonly PostOffice _post = new();

    private House House => _post.House;

    public void Dispose() => _post.Dispose();

    [Fact]
    public async Task From_registering_to_the_replay()
    {
        var webinar = await Planned(inDays: 3);
        var ada = House.Guest with { Email = "ada@example.com" };
        await _post.Come(webinar, "ada", ada);
        await _post.Come(webinar, "absent");
        await _post.Until(webinar.StartsAt.AddHours(-5));
        await _post.Come(webinar, "late");
        await _post.Until(webinar.StartsAt.AddMinutes(-1));
        await Held(webinar, ada.Id);

        Assert.Equal(
            [LetterKind.Confirmation, LetterKind.ReminderDay, LetterKind.ReminderHour, LetterKind.ReminderTenMinutes, LetterKind.LiveNow, LetterKind.ReplayAttended],
            _post.Letters("ada"));
        Assert.Equal(
            [LetterKind.Confirmation, LetterKind.ReminderDay, LetterKind.ReminderHour, LetterKind.ReminderTenMinutes, LetterKind.LiveNow, LetterKind.ReplayMissed],
            _post.Letters("absent"));
        Assert.Equal([LetterKind.Confirmation, LetterKind.ReminderHour, LetterKind.ReminderTenMinutes, LetterKind.LiveNow, LetterKind.ReplayMissed], _post.Letters("late"));
        var day = _post.Mailbox.First(one => one.Kind is LetterKind.ReminderDay);
        Assert.InRange(day.At, webinar.StartsAt.AddHours(-24), webinar.StartsAt.AddHours(-24).AddMinutes(1));
        Assert.Contains("List-Unsubscribe", day.Email.Headers.Keys);
        Assert.DoesNotContain("List-Unsubscribe", _post.Mailbox[0].Email.Headers.Keys);
    }

    [Fact]
    public async Task Of_a_webinar_that_is_moved_five_times_in_a_minute_one_letter_tells()
    {
        var webinar = await Planned(inDays: 3);
        await _post.Come(webinar, "ada");
        await _post.Bring();
        for (var i = 1; i <= 5; i++)
        {
            House.Time.Advance(TimeSpan.FromSeconds(10));
            webinar = await House.Edit.Run(webinar.Id, new WebinarChange(null, null, webinar.StartsAt.AddHours(1), null, null), null, House.Host, default);
        }

        await _post.Until(webinar.StartsAt);
        Assert.Equal([LetterKind.Confirmation, LetterKind.Rescheduled, LetterKind.ReminderDay, LetterKind.ReminderHour, LetterKind.ReminderTenMinutes], _post.Letters("ada"));
        Assert.All(_post.Mailbox.Skip(1), one => Assert.Contains($"{webinar.StartsAt:O}", one.Email.Html, StringComparison.Ordinal));
        Assert.InRange(_post.Mailbox[^1].At, webinar.StartsAt.AddMinutes(-10), webinar.StartsAt.AddMinutes(-9));
    }

    [Fact]
    public void Who_waits_for_a_code_does_not_stand_behind_a_letter_to_all()
    {
        var (webinar, reader, now) = (Guid.NewGuid(), Guid.NewGuid(), House.Time.GetUtcNow());
        Assert.Equal(LetterOrder.OneOfMany, new LetterOrder(LetterKind.Rescheduled, webinar, reader, "2").At(now).Kind);
        Assert.Equal(LetterOrder.Delivery, new LetterOrder(LetterKind.JoinCode, webinar, reader, "1.1").At(now).Kind);
    }

    [Fact]
    public async Task A_move_is_told_also_when_the_webinar_is_called_off_by_mistake_right_after_it()
    {
        var webinar = await Planned(inDays: 3);
        await _post.Come(webinar, "ada");
        await _post.Bring();
        webinar = await House.Edit.Run(webinar.Id, new WebinarChange(null, null, webinar.StartsAt.AddHours(1), null, null), null, House.Host, default);
        House.Time.Advance(TimeSpan.FromSeconds(60));
        await House.Cancel.Run(webinar.Id, House.Host, default);
        House.Time.Advance(TimeSpan.FromSeconds(30));
        await House.Publish.Run(webinar.Id, House.Host, default);
        await _post.Until(webinar.StartsAt.AddHours(-25));
        Assert.Equal([LetterKind.Confirmation, LetterKind.Rescheduled], _post.Letters("ada"));
    }

    [Fact]
    public async Task Who_registers_after_a_move_or_while_a_reminder_waits_is_told_neither()
    {
        var webinar = await Planned(inDays: 3);
        webinar = await House.Edit.Run(webinar.Id, new WebinarChange(null, null, webinar.StartsAt.AddHours(1), null, null), null, House.Host, default);
        House.Time.Advance(TimeSpan.FromSeconds(30));
        await _post.Come(webinar, "ada");
        await _post.Until(webinar.StartsAt.AddHours(-25));

        // The server is down when the reminder is due, and somebody registers before it is up again.
        House.Time.Advance(TimeSpan.FromHours(2));
        await _post.Come(webinar, "late");
        await _post.Bring();
        Assert.Equal([LetterKind.Confirmation, LetterKind.ReminderDay], _post.Letters("ada"));
        Assert.Equal([LetterKind.Confirmation], _post.Letters("late"));
    }

    [Fact]
    public async Task Of_a_webinar_that_is_called_off_everybody_hears_and_nobody_is_reminded()
    {
        var webinar = await Planned(inDays: 3, new Access { Policy = AccessPolicy.Registered, Capacity = 1 });
        await _post.Come(webinar, "ada");
        await _post.Come(webinar, "waiting");
        await _post.Come(webinar, "gone");
        await _post.Cancel.Run(webinar.Id, (await _post.Find(webinar, "gone")).Id, default);
        await _post.Bring();
        await House.Cancel.Run(webinar.Id, House.Host, default);
        await _post.Until(webinar.StartsAt.AddHours(1));
        Assert.Equal([LetterKind.Confirmation, LetterKind.Cancelled], _post.Letters("ada"));
        Assert.Equal([LetterKind.Waitlisted, LetterKind.Cancelled], _post.Letters("waiting"));
        Assert.DoesNotContain(LetterKind.Cancelled, _post.Letters("gone"));
    }

    [Fact]
    public async Task Called_off_and_taken_up_again_at_once_nobody_hears_a_thing()
    {
        var webinar = await Planned(inDays: 3);
        await _post.Come(webinar, "ada");
        await _post.Bring();
        await House.Cancel.Run(webinar.Id, House.Host, default);
        House.Time.Advance(TimeSpan.FromSeconds(30));
        await House.Publish.Run(webinar.Id, House.Host, default);
        await _post.Until(webinar.StartsAt);
        Assert.Equal([LetterKind.Confirmation, LetterKind.ReminderDay, LetterKind.ReminderHour, LetterKind.ReminderTenMinutes], _post.Letters("ada"));
    }

    [Fact]
    public async Task A_server_that_was_down_sends_what_still_makes_sense()
    {
        var webinar = await Planned(inDays: 3);
        await _post.Come(webinar, "ada");
        await _post.Bring();

        // Nobody is there from two days before to half an hour before.
        House.Time.Advance(webinar.StartsAt.AddMinutes(-30) - House.Time.GetUtcNow());
        await _post.Bring();
        Assert.Equal([LetterKind.Confirmation, LetterKind.ReminderHour], _post.Letters("ada"));
        House.Time.Advance(TimeSpan.FromHours(2));
        await _post.Bring();
        Assert.Equal([LetterKind.Confirmation, LetterKind.ReminderHour], _post.Letters("ada"));
    }

    [Fact]
    public async Task Letters_to_many_go_a_hundred_at_a_time_and_one_wrong_address_keeps_nobody_elses()
    {
        var webinar = await Planned(inDays: 3);
        for (var i = 0; i < 250; i++)
        {
            // Of one moment nobody knows who came first, and so in whose hundred somebody is.
            House.Time.Advance(TimeSpan.FromMilliseconds(1));
            await _post.Come(webinar, $"p{i:000}");
        }

        await _post.Bring();
        var before = _post.Calls;
        _post.Wrong.Add("p042@example.com");
        await _post.Until(webinar.StartsAt.AddHours(-23));
        Assert.Equal(249, _post.Mailbox.Count(one => one.Kind is LetterKind.ReminderDay));
        Assert.Equal(249, _post.Mailbox.Where(one => one.Kind is LetterKind.ReminderDay).Select(one => one.To).Distinct().Count());

        // Two batches that went, one that did not, and a hundred alone.
        Assert.Equal(103, _post.Calls - before);
        Assert.Equal("ReminderDay to p…@example.com", Assert.Single(await _post.Deliveries.FindDead(null, 10, default)).Summary);
        var records = await _post.Records.FindFor((await _post.Find(webinar, "p042")).Id, 10, default);
        Assert.Contains(records, one => one is { Kind: LetterKind.ReminderDay, State: DeliveryState.Dead, EmailId: null });
        Assert.Contains(await _post.Records.FindFor((await _post.Find(webinar, "p041")).Id, 10, default), one => one is { Kind: LetterKind.ReminderDay, State: DeliveryState.Sent, EmailId: not null });
    }

    [Fact]
    public async Task Who_cancels_between_two_pages_takes_nobody_else_along()
    {
        var store = new StoreUnderLoad(new MemoryStore());
        using var post = new PostOffice(store);
        var webinar = await post.House.Scheduled();
        for (var i = 0; i < 150; i++)
        {
            post.House.Time.Advance(TimeSpan.FromMilliseconds(1));
            await post.Come(webinar, $"p{i:000}");
        }

        await post.Bring();
        var last = await post.Find(webinar, "p099");
        store.BeforeBatch = async batch =>
        {
            if (batch.Documents.Any(document => document.Kind == "circular"))
            {
                store.BeforeBatch = _ => Task.CompletedTask;
                await post.Cancel.Run(webinar.Id, last.Id, default);
            }
        };
        await post.Until(webinar.StartsAt.AddMinutes(-59));
        Assert.Equal(
            Enumerable.Range(0, 150).Where(i => i != 99).Select(i => $"p{i:000}@example.com"), post.Mailbox.Where(one => one.Kind is LetterKind.ReminderHour).Select(one => one.To).Order());
    }

    [Fact]
    public async Task Who_cancelled_unsubscribed_or_whose_mailbox_refuses_gets_no_more()
    {
        var webinar = await Planned(inDays: 3);
        foreach (var name in new[] { "ada", "cancelled", "unsubscribed", "bounced" })
        {
            await _post.Come(webinar, name);
        }

        await _post.Bring();
        await _post.Cancel.Run(webinar.Id, (await _post.Find(webinar, "cancelled")).Id, default);
        await House.Store.Commit(new Batch(RegistrationStore.ToPut(await _post.Find(webinar, "unsubscribed") with { Unsubscribed = true })), default);
        await House.Store.Commit(new Batch(Suppressions.ToPut("bounced@example.com", new Suppression(EmailState.Bounced, House.Noon))), default);
        webinar = await House.Edit.Run(webinar.Id, new WebinarChange(null, null, webinar.StartsAt.AddHours(1), null, null), null, House.Host, default);
        await _post.Until(webinar.StartsAt);
        Assert.Equal(5, _post.Letters("ada").Count());
        Assert.Equal([LetterKind.Confirmation], _post.Letters("cancelled"));
        Assert.Equal([LetterKind.Confirmation, LetterKind.Rescheduled], _post.Letters("unsubscribed"));
        Assert.Equal([LetterKind.Confirmation], _post.Letters("bounced"));
    }

    private async Task<Webinar> Planned(int inDays, Access? access = null)
    {
        var webinar = await House.Schedule.Run(House.Draft with { StartsAt = House.Time.GetUtcNow().AddDays(inDays) }, House.Host, null, default);
        webinar = await House.Publish.Run(webinar.Id, House.Host, default);
        return access is null ? webinar : await House.Webinars.Save(webinar with { Access = access }, webinar, House.HostActor, House.Time.GetUtcNow(), default);
    }

    /// <summary>The webinar takes place; one person is there for ten minutes.</summary>
    private async Task Held(Webinar webinar, Guid person)
    {
        await House.Provision.Run(webinar.Id, House.Host, default);
        await House.Hears(webinar, StreamState.Active);
        await House.GoLive.Run(webinar.Id, House.Host, default);
        await _post.Bring();
        var came = House.Time.GetUtcNow();
        await _post.Until(came.AddMinutes(10));
        await House.Visits.Save(
            [VisitStore.ToPut(new Visit { Webinar = webinar.Id, Person = person, Name = "Ada", JoinedAt = came, SeenUntil = House.Time.GetUtcNow(), Nodes = [] })], default);
        var ended = await House.End.Run(webinar.Id, House.Host, default);
        await _post.Bring();
        await House.Webinars.Save(ended.RecordingReady(), ended, null, House.Time.GetUtcNow(), default);
        await _post.Bring();
    }
}

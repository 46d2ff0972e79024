using Webinars.Mail;
using Webinars.Scheduling;

namespace Webinars.Adapters.Tests.Sequences;

/// <summary>A webinar that is moved, called off, taken up again.</summary>
public abstract partial class LetterSequences
{
    [Fact]
    public async Task Moved_well_before_it_reminds_of_the_new_time_only()
    {
        var webinar = await Post.Planned(Start);
        await Post.Come(webinar, "ada");
        await Post.Until(At(2, 12));
        await Post.Move(webinar, At(6, 10));
        await Post.Until(At(6, 10));
        await Got("ada", "03-01 12:00 Confirmation", "03-02 12:02 Rescheduled", "03-05 10:00 ReminderDay", "03-06 09:00 ReminderHour", "03-06 09:50 ReminderTenMinutes");
        Assert.Equal("REQUEST 2 20270306T100000Z", (await LettersOf("ada"))[1].Entry);
    }

    [Fact]
    public async Task Moved_between_two_reminders_it_begins_anew_and_skips_what_is_past()
    {
        var webinar = await Post.Planned(Start);
        await Post.Come(webinar, "ada");
        await Post.Until(At(4, 12));
        webinar = await Post.Move(webinar, At(5, 16));
        await Post.Until(At(5, 15, 20));
        await Post.Move(webinar, At(5, 15, 50));
        await Post.Until(At(5, 17));
        await Got(
            "ada",
            "03-01 12:00 Confirmation", "03-03 16:00 ReminderDay", "03-04 12:02 Rescheduled", "03-04 16:00 ReminderDay", "03-05 15:00 ReminderHour", "03-05 15:22 Rescheduled", "03-05 15:40 ReminderTenMinutes");
    }

    [Fact]
    public async Task Moved_five_times_in_a_minute_one_letter_tells_the_last_time()
    {
        var webinar = await Post.Planned(Start);
        await Post.Come(webinar, "ada");
        await Post.Until(At(2, 12));
        for (var i = 1; i <= 5; i++)
        {
            webinar = await Post.Move(webinar, Start.AddHours(i));
            await Post.Until(Post.Now.AddSeconds(12));
        }

        await Post.Until(Start.AddHours(6));
        await Got("ada", "03-01 12:00 Confirmation", "03-02 12:02 Rescheduled", "03-03 21:00 ReminderDay", "03-04 20:00 ReminderHour", "03-04 20:50 ReminderTenMinutes");
        Assert.Equal("REQUEST 6 20270304T210000Z", (await LettersOf("ada"))[1].Entry);
    }

    [Fact]
    public async Task Called_off_all_hear_it_once_and_nothing_after_it()
    {
        var webinar = await Post.Planned(Start, new Access { Policy = AccessPolicy.Registered, Capacity = 1 });
        foreach (var name in new[] { "ada", "waiting", "gone" })
        {
            await Post.Come(webinar, name);
        }

        await Post.Go(webinar, "gone");
        await Post.Until(At(2, 12));
        await Post.CallOff(webinar);
        await Post.Until(At(2, 12, 1));
        await Post.TakeUp(webinar);
        await Post.CallOff(webinar);
        await Post.Until(At(20, 0));
        await Got("ada", "03-01 12:00 Confirmation", "03-02 12:03 Cancelled");
        await Got("waiting", "03-01 12:00 Waitlisted", "03-02 12:03 Cancelled");
        Assert.DoesNotContain(LetterKind.Cancelled, (await LettersOf("gone")).Select(one => one.Kind));
        Assert.Equal("CANCEL 4 20270304T160000Z", (await LettersOf("ada"))[1].Entry);
        Assert.Null((await LettersOf("waiting"))[1].Calendar);
    }

    [Fact]
    public async Task Taken_up_again_after_all_had_heard_it_stands_in_the_calendar_again_and_is_reminded_of()
    {
        var webinar = await Post.Planned(Start);
        await Post.Come(webinar, "ada");
        await Post.Until(At(3, 12));
        await Post.CallOff(webinar);
        await Post.Until(At(3, 13));
        webinar = await Post.TakeUp(webinar);
        await Post.Until(At(4, 12));

        // From now on it is moved as any other.
        await Post.Move(webinar, Start.AddHours(1));
        await Post.Until(Start.AddHours(1));
        await Got(
            "ada",
            "03-01 12:00 Confirmation", "03-03 12:02 Cancelled", "03-03 13:02 Rescheduled", "03-03 16:00 ReminderDay", "03-04 12:02 Rescheduled", "03-04 16:00 ReminderHour", "03-04 16:50 ReminderTenMinutes");
        var letters = await LettersOf("ada");
        Assert.Equal(
            ["REQUEST 1 20270304T160000Z", "CANCEL 2 20270304T160000Z", "REQUEST 3 20270304T160000Z", "REQUEST 4 20270304T170000Z"],
            letters.Where(one => one.Calendar is not null).Select(one => one.Entry));
        Assert.Equal(["It takes place after all: Tea", "New time: Tea"], letters.Where(one => one.Kind is LetterKind.Rescheduled).Select(one => one.Subject));
    }

    [Fact]
    public async Task Called_off_by_mistake_nobody_hears_a_thing()
    {
        var webinar = await Post.Planned(Start);
        await Post.Come(webinar, "ada");
        await Post.Until(At(2, 12));
        await Post.CallOff(webinar);
        await Post.Until(At(2, 12, 1));
        await Post.TakeUp(webinar);
        await Post.Until(Start);
        await Got("ada", "03-01 12:00 Confirmation", "03-03 16:00 ReminderDay", "03-04 15:00 ReminderHour", "03-04 15:50 ReminderTenMinutes");
    }
}

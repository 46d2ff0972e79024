using Webinars.Mail;

namespace Webinars.Adapters.Tests.Sequences;

/// <summary>A webinar that takes place as planned.</summary>
public abstract partial class LetterSequences
{
    [Fact]
    public async Task From_registering_to_the_replay_each_gets_what_is_still_to_come_for_them()
    {
        var webinar = await Post.Planned(Start);
        var (ada, brief) = (await Post.Come(webinar, "ada"), await Post.Come(webinar, "brief"));
        await Post.Come(webinar, "absent");
        await Post.Until(At(4, 12));
        await Post.Come(webinar, "late");
        await Post.Until(At(4, 15, 30));
        await Post.Come(webinar, "last");
        await Post.Until(At(4, 16, 2));
        await Post.Save(webinar, one => one.GoLive(true, Post.Now, TimeSpan.FromMinutes(10)));
        await Post.Stays(webinar, ada, 60);
        await Post.Stays(webinar, brief, 59);
        await Post.Until(At(4, 16, 20));
        await Post.Come(webinar, "during");
        await Post.Until(At(4, 17));
        await Post.Save(webinar, one => one.End(Post.Now));
        await Post.Until(At(4, 17, 30));
        await Post.Come(webinar, "after");
        await Post.Until(At(4, 18));
        await Post.Save(webinar, one => one.RecordingReady());
        await Post.Until(At(5, 9));
        await Post.Come(webinar, "much-later");
        await Post.Until(At(20, 0));

        string[] reminded = ["03-01 12:00 Confirmation", "03-03 16:00 ReminderDay", "03-04 15:00 ReminderHour", "03-04 15:50 ReminderTenMinutes", "03-04 16:02 LiveNow"];
        await Got("ada", [.. reminded, "03-04 18:00 ReplayAttended"]);
        await Got("brief", [.. reminded, "03-04 18:00 ReplayMissed"]);
        await Got("absent", [.. reminded, "03-04 18:00 ReplayMissed"]);
        await Got("late", "03-04 12:00 Confirmation", "03-04 15:00 ReminderHour", "03-04 15:50 ReminderTenMinutes", "03-04 16:02 LiveNow", "03-04 18:00 ReplayMissed");
        await Got("last", "03-04 15:30 Confirmation", "03-04 15:50 ReminderTenMinutes", "03-04 16:02 LiveNow", "03-04 18:00 ReplayMissed");
        await Got("during", "03-04 16:20 Confirmation", "03-04 18:00 ReplayMissed");
        await Got("after", "03-04 17:30 Confirmation", "03-04 18:00 ReplayMissed");
        await Got("much-later", "03-05 09:00 Confirmation");

        Assert.Contains("It is live now.", (await LettersOf("during"))[0].Text, StringComparison.Ordinal);
        Assert.All(new[] { "after", "much-later" }, name => Assert.Null(LettersOf(name).Result[0].Calendar));
        Assert.Equal("REQUEST 1 20270304T160000Z", (await LettersOf("ada"))[0].Entry);
    }

    [Fact]
    public async Task Who_cancels_hears_no_more_and_who_comes_back_is_reminded_once()
    {
        var webinar = await Post.Planned(Start);
        foreach (var name in new[] { "gone", "back", "to-and-fro" })
        {
            await Post.Come(webinar, name);
        }

        await Post.Until(At(2, 12));
        await Post.Go(webinar, "gone");
        await Post.Go(webinar, "back");
        await Post.Until(At(4, 12));
        await Post.Come(webinar, "back");
        for (var i = 0; i < 3; i++)
        {
            await Post.Go(webinar, "to-and-fro");
            await Post.Come(webinar, "to-and-fro");
        }

        await Post.Until(Start);
        await Got("gone", "03-01 12:00 Confirmation");
        await Got("back", "03-01 12:00 Confirmation", "03-04 12:00 Confirmation", "03-04 15:00 ReminderHour", "03-04 15:50 ReminderTenMinutes");
        Assert.Equal([LetterKind.ReminderDay, LetterKind.ReminderHour, LetterKind.ReminderTenMinutes], (await LettersOf("to-and-fro")).Select(one => one.Kind).Where(kind => kind is not LetterKind.Confirmation));
    }

    [Fact]
    public async Task A_server_that_was_down_sends_what_still_makes_sense_and_says_how_long_it_still_is()
    {
        var webinar = await Post.Planned(Start);
        await Post.Come(webinar, "ada");
        await Post.DownUntil(At(4, 12));
        await Post.Until(At(4, 12));
        await Post.DownUntil(At(4, 15, 35));
        await Post.Until(At(4, 15, 35));
        await Post.DownUntil(At(4, 15, 57));
        await Post.Until(At(4, 15, 57));
        await Got("ada", "03-01 12:00 Confirmation", "03-04 12:00 ReminderDay", "03-04 15:35 ReminderHour", "03-04 15:57 ReminderTenMinutes");
        Assert.Equal(["You are registered: Tea", "Today: Tea", "In 25 minutes: Tea", "In 3 minutes: Tea"], (await LettersOf("ada")).Select(one => one.Subject));
    }

    [Fact]
    public async Task A_server_that_was_down_too_long_is_silent_about_what_is_past()
    {
        var webinar = await Post.Planned(Start);
        await Post.Come(webinar, "ada");
        await Post.DownUntil(At(4, 14, 1));
        await Post.Until(At(4, 14, 1));
        await Post.DownUntil(At(4, 15, 49));
        await Post.Until(At(4, 15, 49));
        await Post.DownUntil(Start);
        await Post.Until(Start);
        await Post.Save(webinar, one => one.GoLive(true, Post.Now, TimeSpan.FromMinutes(10)));
        await Post.Save(webinar, one => one.End(Post.Now));
        await Post.Until(At(4, 20));
        await Got("ada", "03-01 12:00 Confirmation");
    }

    [Fact]
    public async Task A_host_who_waits_for_the_stream_is_still_to_come()
    {
        var webinar = await Post.Planned(Start);
        await Post.Come(webinar, "ada");
        await Post.Until(At(4, 15, 45));
        await Post.Save(webinar, one => one.GoLive(false, Post.Now, TimeSpan.FromMinutes(30)));
        await Post.Until(At(4, 15, 55));
        await Post.Save(webinar, one => one.StreamActive(Post.Now));
        await Post.Until(Start);
        await Got("ada", "03-01 12:00 Confirmation", "03-03 16:00 ReminderDay", "03-04 15:00 ReminderHour", "03-04 15:50 ReminderTenMinutes", "03-04 15:55 LiveNow");
    }

    [Fact]
    public async Task A_second_attempt_sends_the_same_bytes_though_the_title_has_changed()
    {
        var webinar = await Post.Planned(Start);
        await Post.Come(webinar, "ada");
        Post.Line.Lost = 1;
        await Post.Until(Post.Now);
        await Post.Save(webinar, one => one with { Title = "Coffee" });
        await Post.Until(At(3, 15, 59));
        Post.Line.Lost = 1;
        await Post.Until(At(3, 16));
        await Post.Save(webinar, one => one with { Title = "Water" });
        await Post.Until(At(3, 17));
        Assert.Equal(["You are registered: Tea", "Tomorrow: Coffee"], (await LettersOf("ada")).Select(one => one.Subject));
        foreach (var attempts in Post.Line.Calls.GroupBy(call => call.Key))
        {
            Assert.Equal(2, attempts.Count());
            Assert.Single(attempts.Select(call => (call.Email.Subject, call.Email.Html, call.Email.Text)).Distinct());
        }
    }
}

namespace Webinars.Adapters.Tests.Sequences;

/// <summary>Clocks that change between a reminder and the start.</summary>
public abstract partial class LetterSequences
{
    [Theory]
    [InlineData("Europe/Berlin", "America/New_York", "2027-03-28T16:00Z", "Tomorrow", "Sunday 28 March 2027, 12:00 (America/New York, UTC-04:00)", "Sunday 28 March 2027, 18:00 (Europe/Berlin, UTC+02:00)")]
    [InlineData("America/New_York", "Europe/Berlin", "2027-03-14T16:00Z", "Tomorrow", "Sunday 14 March 2027, 17:00 (Europe/Berlin, UTC+01:00)", "Sunday 14 March 2027, 12:00 (America/New York, UTC-04:00)")]
    [InlineData("Australia/Lord_Howe", "Asia/Kolkata", "2027-04-03T20:00Z", "Tomorrow", "Sunday 4 April 2027, 01:30 (Asia/Kolkata, UTC+05:30)", "Sunday 4 April 2027, 06:30 (Australia/Lord Howe, UTC+10:30)")]

    // Seen from a day of 23 hours, a day before half past midnight is not the day before; in a day of 25, it may be the same day.
    [InlineData("Europe/Berlin", "Europe/Berlin", "2027-03-28T22:30Z", "In 24 hours", "Monday 29 March 2027, 00:30 (Europe/Berlin, UTC+02:00)", null)]
    [InlineData("Europe/Berlin", "Europe/Berlin", "2027-10-31T22:45Z", "Today", "Sunday 31 October 2027, 23:45 (Europe/Berlin, UTC+01:00)", null)]
    public async Task A_reminder_comes_24_hours_before_whatever_the_clocks_do_and_says_the_time_of_the_day_itself(
        string organisers, string readers, string start, string soon, string yours, string? theirs)
    {
        var begins = DateTimeOffset.Parse(start, null);
        var webinar = await Post.Planned(begins, zone: organisers);
        await Post.Come(webinar, "ada", readers);
        await Post.Until(begins);
        var letters = await LettersOf("ada");
        Assert.Equal([24 * 60, 60, 10], letters.Skip(1).Select(one => (int)(begins - one.At).TotalMinutes));
        Assert.Equal($"{soon}: Tea", letters[1].Subject);
        Assert.All(letters, letter => Assert.Contains(theirs is null ? yours : $"Your time: {yours}\nOrganiser's time: {theirs}", letter.Text, StringComparison.Ordinal));
        Assert.EndsWith($"{begins:yyyyMMdd'T'HHmmss}Z", letters[0].Entry, StringComparison.Ordinal);
    }
}

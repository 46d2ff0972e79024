using System.Text;
using Webinars.Mail;
using Webinars.Scheduling;

namespace Webinars.Letters.Tests;

public sealed class LetterTests
{
    public static TheoryData<LetterKind> Kinds => [.. Enum.GetValues<LetterKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_letter_says_the_same_as_html_and_as_plain_text(LetterKind kind)
    {
        var letter = await Desk.Write(Desk.Facts(kind));
        var seen = Desk.Seen(letter.Html);
        foreach (var line in letter.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.Contains("https://", StringComparison.Ordinal) && !line.EndsWith(':') && line != "-- "))
        {
            Assert.Contains(line.TrimStart('>', '-', ' ').Replace("Your time: ", "", StringComparison.Ordinal).Replace("Organiser's", "Organiser’s", StringComparison.Ordinal), seen, StringComparison.Ordinal);
        }

        foreach (var link in letter.Text.Split((char[]?)null).Where(word => word.StartsWith("https://", StringComparison.Ordinal)))
        {
            Assert.Contains($"href=\"{System.Net.WebUtility.HtmlEncode(link)}\"", letter.Html, StringComparison.Ordinal);
        }

        Assert.Contains("Ada Lovelace", letter.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", letter.Html, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', letter.Subject);
        await Keep(kind, letter.Html);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_people_typed_stays_text(LetterKind kind)
    {
        const string Hostile = "<a href=\"https://evil.example\">x</a> {{7*7}} ${x} @(1+1)\r\nBcc: eve@evil.example";
        var facts = Desk.Facts(kind, Desk.Webinar with { Title = Hostile, HostName = Hostile }, Desk.Ada with { Name = Hostile });
        facts = facts with { Said = facts.Said is { } said ? said with { Text = Hostile, By = Hostile, Question = said.Question is null ? null : Hostile } : null };
        var letter = await Desk.Write(facts);
        Assert.DoesNotContain("<a href=\"https://evil.example", letter.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("49", Desk.Seen(letter.Html), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', letter.Subject);
        Assert.DoesNotContain('\r', letter.Subject);
        Assert.Contains("Hello,", letter.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Tea", "You are registered: Tea")]
    [InlineData(" Tea\r\nBcc: eve@evil.example\u2028x\u0000y\t z ", "You are registered: Tea Bcc: eve@evil.example x y z")]
    public async Task A_subject_is_one_line(string title, string subject) =>
        Assert.Equal(subject, (await Desk.Write(Desk.Facts(LetterKind.Confirmation, Desk.Webinar with { Title = title }))).Subject);

    [Theory]
    [InlineData("a")]
    [InlineData("ä")]
    [InlineData("茶")]
    [InlineData("👩‍👩‍👧‍👦")]
    public async Task A_long_title_is_cut_in_the_subject_between_two_letters(string letter)
    {
        var subject = (await Desk.Write(Desk.Facts(LetterKind.Confirmation, Desk.Webinar with { Title = string.Concat(Enumerable.Repeat(letter, 200)) }))).Subject;
        Assert.Equal($"You are registered: {string.Concat(Enumerable.Repeat(letter, 99))}…", subject);
    }

    [Fact]
    public async Task A_time_is_said_in_the_readers_zone_and_in_the_organisers_with_the_offset_of_that_day()
    {
        // Berlin changes its clocks the day before, New York did two weeks ago.
        var letter = await Desk.Write(Desk.Facts(LetterKind.ReminderDay));
        Assert.Contains("Your time: Monday 29 March 2027, 12:00 (America/New York, UTC-04:00)", letter.Text, StringComparison.Ordinal);
        Assert.Contains("Organiser's time: Monday 29 March 2027, 18:00 (Europe/Berlin, UTC+02:00)", letter.Text, StringComparison.Ordinal);

        var same = await Desk.Write(Desk.Facts(LetterKind.ReminderDay, to: Desk.Ada with { TimeZone = "Europe/Rome" }));
        Assert.DoesNotContain("Organiser's time", same.Text, StringComparison.Ordinal);
        var unknown = await Desk.Write(Desk.Facts(LetterKind.ReminderDay, to: Desk.Ada with { TimeZone = null }));
        Assert.Contains("18:00 (Europe/Berlin", unknown.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_calendar_entry_comes_with_what_changes_the_calendar_and_its_sequence_only_grows()
    {
        var first = Entry(await Desk.Write(Desk.Facts(LetterKind.Confirmation)));
        var moved = Entry(await Desk.Write(Desk.Facts(LetterKind.Rescheduled, Desk.Webinar with { Schedule = 2 })));
        var off = Entry(await Desk.Write(Desk.Facts(LetterKind.Cancelled, Desk.Webinar with { Schedule = 3, Status = WebinarStatus.Cancelled })));
        Assert.Equal(["REQUEST", "REQUEST", "CANCEL"], new[] { first, moved, off }.Select(one => one["METHOD"]));
        Assert.Single(new[] { first, moved, off }.Select(one => one["UID"]).Distinct());
        Assert.Equal(["1", "2", "3"], new[] { first, moved, off }.Select(one => one["SEQUENCE"]));
        Assert.Equal(("20270329T160000Z", "20270329T173000Z"), (first["DTSTART"], first["DTEND"]));
        Assert.Equal("CANCELLED", off["STATUS"]);
        foreach (var kind in Enum.GetValues<LetterKind>().Except([LetterKind.Confirmation, LetterKind.YourLink, LetterKind.Rescheduled, LetterKind.Cancelled]))
        {
            Assert.Null((await Desk.Write(Desk.Facts(kind))).Calendar);
        }
    }

    [Fact]
    public async Task Hostile_titles_make_no_second_event_and_no_second_line()
    {
        var facts = Desk.Facts(LetterKind.Confirmation, Desk.Webinar with { Title = "a;b,c\\d\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nATTACH:file:///etc/passwd" });
        var text = Encoding.UTF8.GetString((await Desk.Write(facts)).Calendar!.Content.Span);
        Assert.Single(text.Split("\r\n"), line => line == "BEGIN:VEVENT");
        Assert.DoesNotContain(text.Split("\r\n"), line => line.StartsWith("ATTACH", StringComparison.Ordinal));
    }

    /// <summary>Lines of an iCalendar file, unfolded: name without parameters → value.</summary>
    private static Dictionary<string, string> Entry(Telling.WrittenLetter letter)
    {
        var text = Encoding.UTF8.GetString(letter.Calendar!.Content.Span).Replace("\r\n ", "", StringComparison.Ordinal);
        return text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(':', 2)).Where(line => line[0] is not ("BEGIN" or "END"))
            .GroupBy(line => line[0].Split(';')[0]).ToDictionary(lines => lines.Key, lines => lines.First()[1]);
    }

    /// <summary>For who wants to look at them: a file each in <c>LETTERS_DIR</c>.</summary>
    private static async Task Keep(LetterKind kind, string html)
    {
        if (Environment.GetEnvironmentVariable("LETTERS_DIR") is { Length: > 0 } folder)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, $"{kind}.html"), html);
        }
    }
}

using System.Text;
using System.Text.Json;
using Webinars.Mail;
using Webinars.Scheduling;

namespace Webinars.Letters.Tests;

/// <summary>Calendar entries as others read them.</summary>
public sealed class CalendarTests
{
    public static TheoryData<string> Titles =>
    [
        "Tea",
        "Tea; black, green\\white: \"hot\" = 95 °C, 100 %",
        "<b>Tea</b> & <script>alert(1)</script> &amp; {{7*7}}",
        "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nATTACH:file:///etc/passwd",
        "Line one\nline two\\nno line",
        string.Join(" – ", Enumerable.Repeat("Ärger über Öl", 9)),
        string.Concat(Enumerable.Repeat("在家泡茶的艺术", 20)),
        string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦🫖☕️", 20)),
        "كيف تصنع الشاي، ومتى لا تصنعه",
    ];

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task Another_library_reads_what_was_meant(string title)
    {
        var webinar = Desk.Webinar with { Title = title, Description = $"{title}\n\n{title}", HostName = "Hanna \"the Host\"; Ltd, <b>" };
        var file = Content(await Desk.Write(Desk.Facts(LetterKind.Confirmation, webinar, Desk.Ada with { Email = "ada+tea@xn--bcher-kva.example" })));
        IsWellFolded(file);
        var read = await CalendarReaders.Library(file);
        Assert.Equal(("REQUEST", "2.0"), (Text(read, "method"), Text(read, "version")));
        var entry = Assert.Single(read.GetProperty("events").EnumerateArray());
        var said = title.ReplaceLineEndings("\n");
        Assert.Equal(said, Text(entry, "summary"));
        Assert.Equal($"Join: {Desk.Links.Join}\n\n{said}\n\n{said}", Text(entry, "description"));
        Assert.Equal((Desk.Links.Details, "CONFIRMED"), (Text(entry, "location"), Text(entry, "status")));
        Assert.Equal(("2027-03-29T16:00:00.000Z", "2027-03-29T17:30:00.000Z"), (Text(entry, "start"), Text(entry, "end")));
        Assert.Equal("mailto:events@example.com", Text(entry.GetProperty("organizer"), "address"));
        Assert.StartsWith("Hanna", Text(entry.GetProperty("organizer"), "name"), StringComparison.Ordinal);
        var attendee = Assert.Single(entry.GetProperty("attendees").EnumerateArray());
        Assert.Equal(("mailto:ada+tea@xn--bcher-kva.example", "Ada Lovelace"), (Text(attendee, "address"), Text(attendee, "name")));
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task A_calendar_program_takes_it_up_moves_it_and_strikes_it_out(string title)
    {
        using var khal = new Khal();
        var webinar = Desk.Webinar with { Title = title, Description = title };
        await khal.Import(Content(await Desk.Write(Desk.Facts(LetterKind.Confirmation, webinar))));
        Assert.StartsWith("2027-03-29 16:00 17:30 ", Assert.Single(await Seen()), StringComparison.Ordinal);

        // The same entry, not a second one.
        webinar = webinar with { Schedule = 2, StartsAt = webinar.StartsAt.AddDays(1).AddHours(-1) };
        await khal.Import(Content(await Desk.Write(Desk.Facts(LetterKind.Rescheduled, webinar))));
        Assert.StartsWith("2027-03-30 15:00 16:30 ", Assert.Single(await Seen()), StringComparison.Ordinal);

        webinar = webinar with { Schedule = 3, Status = WebinarStatus.Cancelled };
        await khal.Import(Content(await Desk.Write(Desk.Facts(LetterKind.Cancelled, webinar))));
        Assert.StartsWith("CANCELLED 2027-03-30 15:00 16:30 ", Assert.Single(await Seen()), StringComparison.Ordinal);

        // Begins of entries only: a title of several lines is listed as such.
        async Task<IReadOnlyList<string>> Seen() => [.. (await khal.List(Desk.Webinar.StartsAt)).Where(line => line.Contains(" 16:30 ", StringComparison.Ordinal) || line.Contains(" 17:30 ", StringComparison.Ordinal))];
    }

    [Fact]
    public async Task The_reader_would_see_a_second_event_and_a_broken_file()
    {
        var file = Encoding.UTF8.GetString(Content(await Desk.Write(Desk.Facts(LetterKind.Confirmation))).Span);
        var forged = file.Replace("SUMMARY:", "SUMMARY:x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:y\r\nDTSTAMP:20270101T000000Z\r\nDTSTART:20270101T000000Z\r\nORGANIZER:mailto:x@example.com\r\nSUMMARY:", StringComparison.Ordinal);
        Assert.Equal(2, (await CalendarReaders.Library(Encoding.UTF8.GetBytes(forged))).GetProperty("events").GetArrayLength());
        await Assert.ThrowsAnyAsync<Exception>(() => CalendarReaders.Library(Encoding.UTF8.GetBytes(file.Replace("END:VEVENT", "", StringComparison.Ordinal))));
    }

    private static ReadOnlyMemory<byte> Content(Telling.WrittenLetter letter) => letter.Calendar!.Content;

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    /// <summary>RFC 5545, 3.1: lines end with CRLF and have at most 75 octets. No character is cut in two.</summary>
    private static void IsWellFolded(ReadOnlyMemory<byte> file)
    {
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        var text = strict.GetString(file.Span);
        Assert.EndsWith("END:VCALENDAR\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', text.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.DoesNotContain('\r', text.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.All(text.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
    }
}

using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Webinars.Mail;
using Webinars.Registering;
using Webinars.Scheduling;
using Webinars.Telling;

namespace Webinars.Letters;

/// <summary>The webinar as a calendar entry (RFC 5545, 5546): one UID for its whole life, a SEQUENCE that grows with every change of its time.</summary>
internal static class CalendarEntry
{
    private const int LongestLine = 75;

    /// <param name="from">The address that letters come from.</param>
    public static EmailAttachment Of(Webinar webinar, Registration to, LetterLinks links, string from, bool cancelled, DateTimeOffset now)
    {
        var method = cancelled ? "CANCEL" : "REQUEST";
        var entry = Of(webinar, $"Join: {links.Join}\n\n{webinar.Description}".TrimEnd(), links.Details, from, cancelled, now);
        entry.Attendees.Add(new Attendee($"mailto:{to.Email}") { CommonName = to.Name, ParticipationStatus = EventParticipationStatus.Accepted, Rsvp = false });
        return new EmailAttachment("webinar.ics", $"text/calendar; charset=utf-8; method={method}", Write(entry, method));
    }

    /// <param name="what">Its description.</param>
    /// <param name="where">Address of its page.</param>
    public static CalendarEvent Of(Webinar webinar, string what, string where, string from, bool cancelled, DateTimeOffset now) => new()
    {
        Uid = $"{webinar.Id:N}@webinars",
        Sequence = webinar.Schedule,
        DtStamp = new CalDateTime(now.UtcDateTime, "UTC"),
        DtStart = new CalDateTime(webinar.StartsAt.UtcDateTime, "UTC"),
        DtEnd = new CalDateTime(webinar.StartsAt.UtcDateTime.AddMinutes(webinar.DurationMinutes), "UTC"),
        Summary = webinar.Title,
        Description = what,
        Location = where,
        Status = cancelled ? EventStatus.Cancelled : EventStatus.Confirmed,
        Organizer = new Organizer($"mailto:{from}") { CommonName = webinar.HostName },
    };

    public static byte[] Write(CalendarEvent entry, string method) => Folded(
        new CalendarSerializer().SerializeToString(new Calendar { Method = method, ProductId = "-//Webinars//EN", Events = { entry } })!);

    /// <summary>Lines of at most 75 octets (RFC 5545, 3.1). The library's own folds may fall within a character of four.</summary>
    private static byte[] Folded(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var line in text.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var length = 0;
            foreach (var rune in line.EnumerateRunes())
            {
                if (length + rune.Utf8SequenceLength > LongestLine)
                {
                    folded.Append("\r\n ");
                    length = 1;
                }

                folded.Append(rune);
                length += rune.Utf8SequenceLength;
            }

            folded.Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(folded.ToString());
    }
}

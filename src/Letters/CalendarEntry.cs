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
    /// <param name="from">The address that letters come from.</param>
    public static EmailAttachment Of(Webinar webinar, Registration to, LetterLinks links, string from, bool cancelled, DateTimeOffset now)
    {
        var method = cancelled ? "CANCEL" : "REQUEST";
        var entry = new CalendarEvent
        {
            Uid = $"{webinar.Id:N}@webinars",
            Sequence = webinar.Schedule,
            DtStamp = new CalDateTime(now.UtcDateTime, "UTC"),
            DtStart = new CalDateTime(webinar.StartsAt.UtcDateTime, "UTC"),
            DtEnd = new CalDateTime(webinar.StartsAt.UtcDateTime.AddMinutes(webinar.DurationMinutes), "UTC"),
            Summary = webinar.Title,
            Description = $"Join: {links.Join}\n\n{webinar.Description}".TrimEnd(),
            Location = links.Details,
            Status = cancelled ? EventStatus.Cancelled : EventStatus.Confirmed,
            Organizer = new Organizer($"mailto:{from}") { CommonName = webinar.HostName },
            Attendees = { new Attendee($"mailto:{to.Email}") { CommonName = to.Name, ParticipationStatus = EventParticipationStatus.Accepted, Rsvp = false } },
        };
        var calendar = new Calendar { Method = method, ProductId = "-//Webinars//EN", Events = { entry } };
        return new EmailAttachment("webinar.ics", $"text/calendar; charset=utf-8; method={method}", Encoding.UTF8.GetBytes(new CalendarSerializer().SerializeToString(calendar)!));
    }
}

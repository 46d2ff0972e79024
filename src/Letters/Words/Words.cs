using System.Globalization;
using System.Text;
using Webinars.Mail;
using Webinars.Registering;
using Webinars.Scheduling;
using Webinars.Telling;

namespace Webinars.Letters.Words;

/// <summary>What the house says in each of its letters.</summary>
internal static class Words
{
    private const int LongestSubject = 120;

    public static Composition Of(LetterFacts facts, DateTimeOffset now) => facts.Kind switch
    {
        LetterKind.Confirmation or LetterKind.YourLink => Registering.Confirmation(facts),
        LetterKind.Pending => Registering.Pending(facts),
        LetterKind.Declined => Registering.Declined(facts),
        LetterKind.Waitlisted => Registering.Waitlisted(facts),
        LetterKind.Invitation => Registering.Invitation(facts),
        LetterKind.JoinCode => Registering.JoinCode(facts),
        LetterKind.ReminderDay or LetterKind.ReminderHour or LetterKind.ReminderTenMinutes => Coming.Reminder(facts, facts.Webinar.Soon(facts.To, now)),
        LetterKind.LiveNow => Coming.LiveNow(facts),
        LetterKind.Rescheduled => Coming.Rescheduled(facts),
        LetterKind.Cancelled => Coming.Cancelled(facts),
        LetterKind.ReplayAttended => Afterwards.Attended(facts),
        LetterKind.ReplayMissed => Afterwards.Missed(facts),
        LetterKind.QuestionAnswered => Afterwards.Answered(facts),
        LetterKind.Announcement => Afterwards.Announcement(facts),
        _ => throw new ArgumentOutOfRangeException(nameof(facts)),
    };

    /// <summary>By name, unless it is one that a mail program could turn into a link: a stranger may have typed it.</summary>
    public static Block.Paragraph Hello(this Registration to) => new(to.Name.AsSpan().ContainsAny("./:@\\") ? "Hello," : $"Hello {to.Name},");

    public static Block.Button Join(this LetterFacts facts) => new("Join the webinar", facts.Links.Join);

    public static Block.Links CannotCome(this LetterFacts facts) => new("Cannot come?", [("Cancel the registration", facts.Links.Preferences)]);

    public static Block.Paragraph LinkIsYours { get; } = new("The link is yours: on another device it asks for a code that we send to this address.");

    public static Composition Letter(this LetterFacts facts, string subject, string preview, string heading, params IReadOnlyList<Block> blocks) =>
        new(OneLine(subject), preview, heading, blocks, facts.Reason(), facts.Kind is LetterKind.Declined or LetterKind.JoinCode ? null : facts.Links.Preferences);

    private static string Reason(this LetterFacts facts)
    {
        var webinar = $"“{facts.Webinar.Title}” by {facts.Webinar.HostName}";
        return (facts.Kind, facts.To.Status) switch
        {
            (LetterKind.JoinCode, _) => $"You get this because your personal link for {webinar} was opened.",
            (LetterKind.Declined, _) => $"You get this because this address was given for {webinar}. Nothing else will come.",
            (LetterKind.Invitation, _) => $"You get this because the host gave this address for {webinar}.",
            (LetterKind.Confirmation, _) => $"You get this because this address was registered for {webinar}. If that was not you, cancel it below.",
            (LetterKind.Pending or LetterKind.Waitlisted, _) => $"You get this because this address was given for {webinar}. If that was not you, cancel it below.",
            (_, RegistrationStatus.Registered) => $"You get this because you are registered for {webinar}.",
            (_, RegistrationStatus.Invited) => $"You get this because you are invited to {webinar}.",
            _ => $"You get this because you asked to take part in {webinar}.",
        };
    }

    /// <summary>Whatever a title holds, a subject is one line, and no longer than a mailbox shows; a letter of several code points is not cut in two.</summary>
    private static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var isSpace = char.IsControl(c) || char.IsWhiteSpace(c);
            line.Append(isSpace ? (line.Length > 0 && line[^1] != ' ' ? " " : "") : $"{c}");
        }

        var letters = new StringInfo(line.ToString().TrimEnd());
        return letters.LengthInTextElements <= LongestSubject ? letters.String : $"{letters.SubstringByTextElements(0, LongestSubject - 1).TrimEnd()}…";
    }

    public static bool IsOver(this Webinar webinar) => webinar.Status is WebinarStatus.Ended or WebinarStatus.Replay;
}

using Webinars.Mail;
using Webinars.Registering;
using Webinars.Scheduling;
using Webinars.Telling;

namespace Webinars.Letters.Words;

/// <summary>What the house says in each of its letters.</summary>
internal static class Words
{
    public static Composition Of(LetterFacts facts) => facts.Kind switch
    {
        LetterKind.Confirmation or LetterKind.YourLink => Registering.Confirmation(facts),
        LetterKind.Pending => Registering.Pending(facts),
        LetterKind.Declined => Registering.Declined(facts),
        LetterKind.Waitlisted => Registering.Waitlisted(facts),
        LetterKind.Invitation => Registering.Invitation(facts),
        LetterKind.JoinCode => Registering.JoinCode(facts),
        LetterKind.ReminderDay => Coming.Reminder(facts, "tomorrow", "Tomorrow"),
        LetterKind.ReminderHour => Coming.Reminder(facts, "in one hour", "In one hour"),
        LetterKind.ReminderTenMinutes => Coming.Reminder(facts, "in ten minutes", "In ten minutes"),
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

    public static Block.Paragraph LinkIsYours { get; } = new("The link is yours: on another device it asks for a code that we send to this address.");

    /// <summary>For letters that come because somebody is registered.</summary>
    public static Composition Letter(this LetterFacts facts, string subject, string preview, string heading, params IReadOnlyList<Block> blocks) =>
        new(subject, preview, heading, blocks, $"You get this because you are registered for “{facts.Webinar.Title}” by {facts.Webinar.HostName}.", facts.Links.Preferences);

    /// <summary>For letters that are the answer to what somebody did: these are not to be unsubscribed from.</summary>
    public static Composition Answer(this LetterFacts facts, string subject, string preview, string heading, params IReadOnlyList<Block> blocks) => new(
        subject,
        preview,
        heading,
        blocks,
        $"You get this because this address was given for “{facts.Webinar.Title}” by {facts.Webinar.HostName}. If that was not you, ignore it: nothing else will come.",
        null);

    public static bool IsOver(this Webinar webinar) => webinar.Status is WebinarStatus.Ended or WebinarStatus.Replay;
}

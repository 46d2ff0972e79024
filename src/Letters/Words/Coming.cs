using Webinars.Telling;

namespace Webinars.Letters.Words;

/// <summary>Letters before a webinar, and about its time.</summary>
internal static class Coming
{
    /// <param name="soon">"in one hour".</param>
    public static Composition Reminder(LetterFacts facts, string soon, string soonFirst) => facts.Letter(
        $"{soonFirst}: {facts.Webinar.Title}",
        $"It begins {soon}.",
        $"It begins {soon}",
        facts.To.Hello(),
        new Block.Paragraph($"“{facts.Webinar.Title}” by {facts.Webinar.HostName} begins {soon}."),
        facts.Webinar.When(facts.To),
        facts.Join(),
        Words.LinkIsYours);

    public static Composition LiveNow(LetterFacts facts) => facts.Letter(
        $"Live now: {facts.Webinar.Title}",
        "Come in.",
        "We are live",
        facts.To.Hello(),
        new Block.Paragraph($"“{facts.Webinar.Title}” by {facts.Webinar.HostName} has begun."),
        facts.Join());

    public static Composition Rescheduled(LetterFacts facts) => facts.Answer(
        $"New time: {facts.Webinar.Title}",
        "The webinar was moved.",
        "The webinar has a new time",
        facts.To.Hello(),
        new Block.Paragraph($"{facts.Webinar.HostName} has moved “{facts.Webinar.Title}”. Your registration stays; the calendar entry that comes with this letter replaces the old one."),
        facts.Webinar.When(facts.To),
        facts.Join(),
        CalendarLinks.Of(facts.Webinar, facts.Links),
        new Block.Links("Cannot come?", [("Cancel the registration", facts.Links.Preferences)]));

    public static Composition Cancelled(LetterFacts facts) => facts.Answer(
        $"Cancelled: {facts.Webinar.Title}",
        "The webinar does not take place.",
        "The webinar is cancelled",
        facts.To.Hello(),
        new Block.Paragraph($"{facts.Webinar.HostName} had to cancel “{facts.Webinar.Title}”. The calendar entry that comes with this letter takes it out of your calendar."));
}

using Webinars.Telling;

namespace Webinars.Letters.Words;

/// <summary>Letters before a webinar, and about its time.</summary>
internal static class Coming
{
    /// <param name="soon">"in one hour".</param>
    public static Composition Reminder(LetterFacts facts, string soon) => facts.Letter(
        $"{char.ToUpperInvariant(soon[0])}{soon[1..]}: {facts.Webinar.Title}",
        $"{facts.Webinar.Title}, by {facts.Webinar.HostName}.",
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

    /// <summary>Another time, or the time after all. Who has no seat yet has nothing in the calendar and no way in.</summary>
    public static Composition Rescheduled(LetterFacts facts) => facts.Letter(
        IsTakenUp(facts) ? $"It takes place after all: {facts.Webinar.Title}" : $"New time: {facts.Webinar.Title}",
        IsTakenUp(facts) ? "The webinar is no longer cancelled." : "The webinar was moved.",
        IsTakenUp(facts) ? "The webinar takes place after all" : "The webinar has a new time",
        [
            facts.To.Hello(),
            new Block.Paragraph(
                (IsTakenUp(facts) ? $"“{facts.Webinar.Title}” by {facts.Webinar.HostName} is no longer cancelled." : $"{facts.Webinar.HostName} has moved “{facts.Webinar.Title}”.")
                + (facts.To.HasSeat ? " Your registration stays; the calendar entry that comes with this letter replaces the old one." : " Nothing else has changed.")),
            facts.Webinar.When(facts.To),
            .. facts.To.HasSeat ? (IReadOnlyList<Block>)[facts.Join(), CalendarLinks.Of(facts.Webinar, facts.Links), facts.CannotCome()] : [],
        ]);

    public static Composition Cancelled(LetterFacts facts) => facts.Letter(
        $"Cancelled: {facts.Webinar.Title}",
        "The webinar does not take place.",
        "The webinar is cancelled",
        facts.To.Hello(),
        new Block.Paragraph(
            $"{facts.Webinar.HostName} had to cancel “{facts.Webinar.Title}”." + (facts.To.HasSeat ? " The calendar entry that comes with this letter takes it out of your calendar." : "")),
        new Block.Paragraph($"It was to begin on {facts.Webinar.When(facts.To).Yours}."));

    private static bool IsTakenUp(LetterFacts facts) => facts.Webinar.CancelledAt is not null;
}

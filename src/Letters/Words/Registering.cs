using Webinars.People;
using Webinars.Scheduling;
using Webinars.Telling;

namespace Webinars.Letters.Words;

/// <summary>Letters around a registration.</summary>
internal static class Registering
{
    public static Composition Confirmation(LetterFacts facts) => facts.Webinar.IsOver()
        ? facts.Letter(
            $"You are registered: {facts.Webinar.Title}",
            "The webinar is over.",
            facts.Webinar.Title,
            facts.To.Hello(),
            new Block.Paragraph($"You are registered. {facts.Webinar.HostName}’s webinar is over; "
                + (facts.Webinar.Status is WebinarStatus.Replay ? "its recording is ready." : "its recording is being prepared, and we write as soon as it is ready.")),
            new Block.Button(facts.Webinar.Status is WebinarStatus.Replay ? "Watch the recording" : "Open the webinar", facts.Links.Join),
            Words.LinkIsYours)
        : facts.Letter(
            $"You are registered: {facts.Webinar.Title}",
            "Your personal link and the calendar entry.",
            facts.Webinar.Title,
            facts.To.Hello(),
            new Block.Paragraph($"You are registered for this webinar by {facts.Webinar.HostName}." + (facts.Webinar.IsOn ? " It is live now." : "")),
            facts.Webinar.When(facts.To),
            facts.Join(),
            Words.LinkIsYours,
            CalendarLinks.Of(facts.Webinar, facts.Links),
            facts.CannotCome());

    public static Composition Pending(LetterFacts facts) => facts.Letter(
        $"We have your request: {facts.Webinar.Title}",
        "The host decides who takes part.",
        "Your request is with the host",
        facts.To.Hello(),
        new Block.Paragraph($"For “{facts.Webinar.Title}” the host decides who takes part. You will get another letter with their decision."),
        facts.Webinar.When(facts.To));

    public static Composition Declined(LetterFacts facts) => facts.Letter(
        $"About your registration: {facts.Webinar.Title}",
        "The host could not confirm it.",
        "Your registration was not confirmed",
        facts.To.Hello(),
        new Block.Paragraph($"{facts.Webinar.HostName} could not confirm your registration for “{facts.Webinar.Title}”. Thank you for your interest."));

    public static Composition Waitlisted(LetterFacts facts) => facts.Letter(
        $"You are on the waiting list: {facts.Webinar.Title}",
        "We write as soon as a seat is free.",
        "You are on the waiting list",
        facts.To.Hello(),
        new Block.Paragraph($"All seats of “{facts.Webinar.Title}” are taken. You are in line, first come, first served: as soon as a seat is free it is yours, and we write to you."),
        facts.Webinar.When(facts.To));

    public static Composition Invitation(LetterFacts facts) => facts.Letter(
        facts.To.Role is { } role ? $"You are invited as {As(role)}: {facts.Webinar.Title}" : $"You are invited: {facts.Webinar.Title}",
        $"{facts.Webinar.HostName} invites you.",
        facts.Webinar.Title,
        facts.To.Hello(),
        new Block.Paragraph(facts.To.Role is { } given
            ? $"{facts.Webinar.HostName} invites you to this webinar as {As(given)}."
            : $"{facts.Webinar.HostName} invites you to this webinar."),
        facts.Webinar.When(facts.To),
        new Block.Button("Accept the invitation", facts.Links.Join),
        new Block.Links("About the webinar", [("Details", facts.Links.Details)]));

    public static Composition JoinCode(LetterFacts facts) => facts.Letter(
        $"Your code is {facts.Code}",
        $"For {facts.Webinar.Title}.",
        "Your code for another device",
        facts.To.Hello(),
        new Block.Paragraph($"Somebody opened your personal link for “{facts.Webinar.Title}” on another device. If that was you, type this code there. It is good for 10 minutes."),
        new Block.Code(facts.Code!),
        new Block.Paragraph("If it was not you, do nothing: without the code the link does not work there."));

    private static string As(Role role) => role is Role.Host ? "a host" : role is Role.Moderator ? "a moderator" : "a panelist";
}

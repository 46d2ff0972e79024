using Webinars.Telling;

namespace Webinars.Letters.Words;

/// <summary>Letters after a webinar, and what hosts have to say.</summary>
internal static class Afterwards
{
    public static Composition Attended(LetterFacts facts) => facts.Letter(
        $"The recording is here: {facts.Webinar.Title}",
        "Watch again, and tell us how it was.",
        "Thank you for being there",
        facts.To.Hello(),
        new Block.Paragraph($"The recording of “{facts.Webinar.Title}” is ready, with the chat and all answers."),
        new Block.Button("Watch again", facts.Links.Replay),
        new Block.Links("How was it?", [("Rate the webinar", facts.Links.Feedback)]));

    public static Composition Missed(LetterFacts facts) => facts.Letter(
        $"What you missed: {facts.Webinar.Title}",
        "The recording is ready.",
        "Sorry that we missed you",
        facts.To.Hello(),
        new Block.Paragraph($"You could not be there for “{facts.Webinar.Title}”. The recording is ready, with the chat and all answers."),
        new Block.Button("Watch the recording", facts.Links.Replay));

    public static Composition Answered(LetterFacts facts) => facts.Letter(
        $"Your question was answered: {facts.Webinar.Title}",
        facts.Said!.By,
        "Your question was answered",
        facts.To.Hello(),
        new Block.Paragraph($"In “{facts.Webinar.Title}” you asked:"),
        new Block.Quote(facts.To.Name, facts.Said!.Question!),
        new Block.Quote(facts.Said!.By, facts.Said!.Text),
        new Block.Button("Open the webinar", facts.Links.Join));

    public static Composition Announcement(LetterFacts facts) => facts.Letter(
        $"{facts.Said!.Subject ?? "News from the host"}: {facts.Webinar.Title}",
        facts.Said!.By,
        facts.Webinar.Title,
        facts.To.Hello(),
        new Block.Quote(facts.Said!.By, facts.Said!.Text),
        facts.Webinar.When(facts.To),
        new Block.Links("About the webinar", [("Details", facts.Links.Details)]));
}

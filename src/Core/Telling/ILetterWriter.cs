using Webinars.Mail;
using Webinars.Registering;
using Webinars.Scheduling;

namespace Webinars.Telling;

/// <summary>Writes a letter: its words, its look, its plain-text twin and its calendar entry.</summary>
public interface ILetterWriter
{
    Task<WrittenLetter> Write(LetterFacts facts, CancellationToken ct);
}

/// <summary>What a letter speaks of, read when its time had come.</summary>
/// <param name="Links">Those of this one reader.</param>
/// <param name="Said">What a host or an answer says, where the letter carries that.</param>
/// <param name="Code">For a second device.</param>
public sealed record LetterFacts(LetterKind Kind, Webinar Webinar, Registration To, LetterLinks Links, SaidInLetter? Said = null, string? Code = null);

/// <param name="Question">What was asked, where this is the answer to it.</param>
/// <param name="Subject">Of the letter, in who says it's own words; null: ours.</param>
public sealed record SaidInLetter(string By, string Text, string? Question, string? Subject = null);

/// <summary>Absolute addresses. All but <see cref="Details"/> and <see cref="Replay"/> are this reader's own and good without signing in.</summary>
/// <param name="Unsubscribe">Takes one POST, as mail programs send it (RFC 8058).</param>
public sealed record LetterLinks(string Details, string Join, string Replay, string Feedback, string Preferences, string Unsubscribe);

/// <param name="Calendar">An iCalendar file with its method; null when the letter brings none.</param>
public sealed record WrittenLetter(string Subject, string Html, string Text, EmailAttachment? Calendar);

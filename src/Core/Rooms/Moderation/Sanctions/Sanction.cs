using Webinars.People;

namespace Webinars.Rooms.Moderation.Sanctions;

public enum SanctionKind
{
    /// <summary>May neither write in the chat nor ask.</summary>
    Mute,

    /// <summary>May not be here.</summary>
    Ban,
}

/// <summary>What was decided about whom.</summary>
/// <param name="QuestionId">The question for which it was, where it was one.</param>
/// <param name="IsAnonymous">By an anonymous question: nobody learns whose it was.</param>
/// <param name="Until">Null: for good.</param>
/// <param name="RemovesMessages">All that this person has written in the chat so far.</param>
public sealed record SanctionTerms(
    SanctionKind Kind, Actor Person, long? QuestionId, bool IsAnonymous, DateTimeOffset? Until, string? Reason, bool RemovesMessages);

/// <param name="Id">Position of the event that imposed it.</param>
/// <param name="By">The moderator.</param>
/// <param name="RemovedUpTo">All messages of the person up to there are removed by it; 0 for none.</param>
public sealed record Sanction(long Id, DateTimeOffset At, Actor By, SanctionTerms Terms, long RemovedUpTo)
{
    public bool IsInForce(DateTimeOffset now) => Terms.Until is null || Terms.Until > now;

    /// <summary>
    /// A person has one mute and one ban in force. But those of anonymous askers stand apart, one per question:
    /// a named one that vanished in that moment, or another question's, would tell who it is.
    /// </summary>
    public bool Replaces(Sanction other) => Terms.Kind == other.Terms.Kind
        && Terms.IsAnonymous == other.Terms.IsAnonymous
        && (!Terms.IsAnonymous || Terms.QuestionId == other.Terms.QuestionId);
}

/// <param name="Person">Null: an anonymous asker.</param>
public sealed record SanctionView(
    long Id, DateTimeOffset At, Actor By, SanctionKind Kind, Actor? Person, long? QuestionId, DateTimeOffset? Until, string? Reason, bool RemovedMessages)
{
    public static SanctionView Of(Sanction sanction) => new(
        sanction.Id,
        sanction.At,
        sanction.By,
        sanction.Terms.Kind,
        sanction.Terms.IsAnonymous ? null : sanction.Terms.Person,
        sanction.Terms.QuestionId,
        sanction.Terms.Until,
        sanction.Terms.Reason,
        sanction.RemovedUpTo > 0);
}

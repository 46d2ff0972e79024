namespace Webinars.Storage;

/// <param name="Head">The log's head after the turn; null when the room has no log yet and nothing was appended.</param>
/// <param name="Events">All events after <see cref="ITurn.Known"/>: those of others first, then the turn's own.</param>
public sealed record TurnResult(LogHead? Head, IReadOnlyList<StoredEvent> Events, IReadOnlyList<Outcome> Outcomes);

/// <param name="Position">
/// Of the action's first event; 0 when it appended none. For <see cref="OutcomeKind.Duplicate"/>: what the first time gave.
/// </param>
/// <param name="Error">Set for <see cref="OutcomeKind.Failed"/>.</param>
public sealed record Outcome(OutcomeKind Kind, long Position = 0, Exception? Error = null);

public enum OutcomeKind
{
    /// <summary>The turn had no entry for it.</summary>
    Undecided,
    Committed,

    /// <summary>Its receipt was in the store already, with the same digest; nothing was saved.</summary>
    Duplicate,

    /// <summary>Its receipt key was used before for something else; nothing was saved.</summary>
    Conflict,

    /// <summary>Nothing of it was saved: a stale document, a taken key, text that cannot be stored.</summary>
    Failed,
}

using Webinars.Log;

namespace Webinars.Rooms;

/// <summary>All that its reader may see of the positions (<paramref name="From"/>, <paramref name="To"/>].</summary>
public sealed record Frame(string Epoch, long From, long To, IReadOnlyList<RoomEvent> Events);

/// <summary>Totals, which are not facts: sent when they have changed, a few times a second at most.</summary>
/// <param name="Head">The <see cref="Frame.To"/> of the last frame: who holds less has missed one.</param>
/// <param name="Votes">Question id → votes, of those that changed.</param>
public sealed record Pulse(long Head, int Viewers, IReadOnlyDictionary<long, int>? Votes = null);

/// <summary>To one person, about themselves. May be lost.</summary>
public sealed record Notice(string Code)
{
    public int? RetryAfterSeconds { get; init; }

    public long? QuestionId { get; init; }

    public bool? On { get; init; }
}

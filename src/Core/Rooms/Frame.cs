using Webinars.Log;

namespace Webinars.Rooms;

/// <summary>All that its reader may see of the positions (<paramref name="From"/>, <paramref name="To"/>].</summary>
/// <param name="Omitted">So many chat messages were left out of it, because the room is too busy.</param>
public sealed record Frame(string Epoch, long From, long To, IReadOnlyList<RoomEvent> Events, int? Omitted = null);

/// <summary>To one person, about themselves. May be lost.</summary>
public sealed record Notice(string Code)
{
    /// <summary>To who leads: the encoder needs another key now.</summary>
    public static readonly Notice StreamKeyReset = new("streamKeyReset");

    public int? RetryAfterSeconds { get; init; }

    public int? WithinMilliseconds { get; init; }

    /// <summary>This node goes: open a new line at a random moment of this span, then give up this one.</summary>
    public static Notice Moving(TimeSpan within) => new("moving") { WithinMilliseconds = (int)within.TotalMilliseconds };
}

namespace Webinars.Rooms.Presence.Board;

/// <summary>
/// A board that all nodes see: each writes down there who is with it, under a lease of the board's own clock, and reads who is with the others.
/// A person on two nodes has two lines. A node has a line of its own (<see cref="Line.Node"/>), which it writes last: all its people are written down.
/// </summary>
/// <remarks>Any exception means that the board is not reached. To ask once more is harmless, whatever became of the first time.</remarks>
public interface IPresenceBoard
{
    bool IsConnected { get; }

    /// <param name="people">In this order. No <see cref="Present"/>: not with this node (any more).</param>
    Task Write(Guid webinar, IReadOnlyList<(Guid Person, Present? Present)> people, CancellationToken ct);

    /// <summary>Gives these lines of this node a whole lease again.</summary>
    /// <returns>Those that the board does not have: they must be written.</returns>
    Task<IReadOnlyList<Guid>> Renew(Guid webinar, IReadOnlyList<Guid> people, CancellationToken ct);

    /// <summary>The lines of other nodes that are others since then; takes down those whose lease is over.</summary>
    /// <param name="since">Null for all there are.</param>
    Task<News> Read(Guid webinar, string? since, CancellationToken ct);
}

/// <param name="Position">Where to read on.</param>
/// <param name="IsWhole">These are all lines: the board does not know (any more) what has changed since then.</param>
/// <param name="HasMore">Read on at once.</param>
public sealed record News(string Position, bool IsWhole, bool HasMore, IReadOnlyList<Line> Lines);

/// <param name="Present">Null: taken down.</param>
public readonly record struct Line(Guid NodeId, Guid Person, Present? Present)
{
    /// <summary>In the place of a person: the line of the node itself.</summary>
    public static readonly Guid Node = Guid.Empty;
}

public sealed record PresenceTimes
{
    /// <summary>Who is not renewed for so long is gone.</summary>
    public TimeSpan Lease { get; init; } = Visit.Lease;

    public TimeSpan Renewal { get; init; } = Visit.Lease / 3;

    /// <summary>Between two looks at the board.</summary>
    public TimeSpan Reading { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Who comes or goes is written down so much later at most.</summary>
    public TimeSpan Writing { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>With one call.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(2);
}

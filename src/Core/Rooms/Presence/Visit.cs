using System.Text.Json.Serialization;

namespace Webinars.Rooms.Presence;

/// <summary>One stay of one person in one webinar, on however many tabs and nodes. A short absence (a reload) does not end it.</summary>
public sealed record Visit
{
    /// <summary>Who is back within this is still on the same visit.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(45);

    /// <summary>Who was there for less has not attended.</summary>
    public static readonly TimeSpan CountsFrom = TimeSpan.FromSeconds(60);

    /// <summary>More absences than anybody reads; a visit that has them all is over.</summary>
    private const int MostAbsences = 100;

    public required Guid Webinar { get; init; }

    public required Guid Person { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset JoinedAt { get; init; }

    /// <summary>Up to here this person was here for sure.</summary>
    public required DateTimeOffset SeenUntil { get; init; }

    /// <summary>Nodes on which this person is now.</summary>
    public required IReadOnlyList<Guid> Nodes { get; init; }

    /// <summary>When this person was not here in between.</summary>
    public IReadOnlyList<Absence> Absences { get; init; } = [];

    /// <summary>Null while this person is here.</summary>
    [JsonIgnore]
    public DateTimeOffset? LeftAt => Nodes.Count == 0 ? SeenUntil : null;

    /// <summary>Of the document; 0 before it is first saved.</summary>
    [JsonIgnore]
    public long Version { get; init; }

    /// <summary>The visit after its person came to a node: the same one, or (the last is long over) a new one.</summary>
    /// <param name="last">The last visit of this person; null for the first.</param>
    public static Visit After(Visit? last, Movement came, Guid node)
    {
        if (last is null || last.LeftAt < came.At - Lease || (last.LeftAt is not null && last.Absences.Count >= MostAbsences))
        {
            return new Visit { Webinar = came.Webinar, Person = came.Person, Name = came.Name, JoinedAt = came.At, SeenUntil = came.At, Nodes = [node] };
        }

        if (last.Nodes.Contains(node))
        {
            return last;
        }

        return last with
        {
            Nodes = [.. last.Nodes, node],
            Absences = last.LeftAt < came.At ? [.. last.Absences, new Absence(last.SeenUntil, came.At)] : last.Absences,
        };
    }

    /// <summary>How much of it lies within a span of time, absences not counted. Who is here still is so to its end.</summary>
    public TimeSpan Within(DateTimeOffset from, DateTimeOffset to) =>
        Absences.Aggregate(Common(JoinedAt, LeftAt ?? to, from, to), (left, away) => left - Common(away.From, away.To, from, to));

    /// <summary>The visit after its person went from a node, or the node from the world. Any number of times is as good as once.</summary>
    public Visit Leave(Guid node, DateTimeOffset at) => Nodes.Contains(node)
        ? this with { Nodes = [.. Nodes.Where(other => other != node)], SeenUntil = at > SeenUntil ? at : SeenUntil }
        : this;

    private static TimeSpan Common(DateTimeOffset a, DateTimeOffset b, DateTimeOffset from, DateTimeOffset to)
    {
        var (start, end) = (a > from ? a : from, b < to ? b : to);
        return end > start ? end - start : TimeSpan.Zero;
    }
}

public readonly record struct Absence(DateTimeOffset From, DateTimeOffset To);

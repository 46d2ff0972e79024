using System.ComponentModel.DataAnnotations;

namespace Webinars.Nodes;

/// <summary>Section <c>Drain</c>: how long this node takes to go.</summary>
public sealed record DrainTimes
{
    /// <summary>For those who were told to move last, and for a line that is slow to open elsewhere.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>For answers that are under way, and then once more for goodbyes.</summary>
    public static readonly TimeSpan LastWord = TimeSpan.FromSeconds(1);

    /// <summary>What closing needs at least: deliveries on their way have five seconds.</summary>
    public static readonly TimeSpan LeastToClose = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan LeastSpan = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SpanPerLine = TimeSpan.FromMilliseconds(1);

    /// <summary>Not ready any more, but everything still works: until the balancer has noticed.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan Announce { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest span over which those who are connected move to other nodes; 0: they are closed at once.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan Within { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From the signal to the end of the process, at most.</summary>
    [Range(typeof(TimeSpan), "00:00:08", "01:00:00")]
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(27);

    /// <summary>What is left for requests, deliveries and attendance when everybody was waited for.</summary>
    public TimeSpan ToClose => Grace - Announce - Within - Waits;

    /// <summary>By how much <see cref="Grace"/> must be longer than <see cref="Announce"/> and <see cref="Within"/> together, at least.</summary>
    public TimeSpan LeastMore => Waits + LeastToClose;

    private TimeSpan Waits => (Within > TimeSpan.Zero ? Patience : TimeSpan.Zero) + (2 * LastWord);

    /// <summary>Over which so many lines move: other nodes must take them.</summary>
    public TimeSpan Span(int lines)
    {
        var wanted = LeastSpan + (SpanPerLine * lines);
        return wanted < Within ? wanted : Within;
    }
}

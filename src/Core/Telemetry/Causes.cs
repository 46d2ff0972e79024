using System.Collections.Concurrent;
using System.Diagnostics;

namespace Webinars.Telemetry;

/// <summary>By what a log grew, as far as that is traced: whoever serves it later takes the causes of what it serves.</summary>
public sealed class Causes
{
    /// <summary>Where nobody takes them the oldest are forgotten.</summary>
    private const int Most = 100;

    private readonly ConcurrentQueue<(long Position, ActivityContext Cause)> _waiting = new();

    /// <param name="position">Up to which it let the log grow.</param>
    public void Add(long position, ActivityContext cause)
    {
        if (cause == default)
        {
            return;
        }

        while (_waiting.Count >= Most && _waiting.TryDequeue(out _))
        {
        }

        _waiting.Enqueue((position, cause));
    }

    /// <returns>The causes of what lies at or before a position and was not taken yet.</returns>
    public IReadOnlyList<ActivityContext> Take(long position)
    {
        if (_waiting.IsEmpty)
        {
            return [];
        }

        var causes = new List<ActivityContext>();
        while (_waiting.TryPeek(out var next) && next.Position <= position && _waiting.TryDequeue(out next))
        {
            causes.Add(next.Cause);
        }

        return causes;
    }
}

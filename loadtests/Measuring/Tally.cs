using System.Collections.Concurrent;
using System.Diagnostics;
using HdrHistogram;
using Webinars.LoadTests.Attendees;

namespace Webinars.LoadTests.Measuring;

/// <summary>What was posted, acknowledged and heard in one measured stretch; posts are numbered 0, 1, 2…</summary>
/// <param name="stretch">Its number in the run.</param>
internal sealed class Tally(int stretch, int posts, int attendees)
{
    private const long Lowest = 1;
    private const long Highest = 600_000_000;
    private const int Digits = 3;
    private readonly int[] _heard = new int[posts];
    private readonly bool[] _acked = new bool[posts];
    private readonly LongHistogram _latency = new(Lowest, Highest, Digits);
    private readonly LongConcurrentHistogram _acks = Histogram();
    private readonly ConcurrentDictionary<string, int> _refusals = new();
    private long _deliveries;
    private long _duplicates;
    private long _lastHeard;

    public int Stretch => stretch;

    public int Posts => posts;

    public int Acked => _acked.Count(acked => acked);

    public long Deliveries => Volatile.Read(ref _deliveries);

    public long Duplicates => Volatile.Read(ref _duplicates);

    /// <summary>Of posts that the server has acknowledged, those that did not reach somebody: summed over everybody.</summary>
    public long Lost => Enumerable.Range(0, posts).Where(post => _acked[post]).Sum(post => (long)(attendees - _heard[post]));

    public bool IsComplete => Enumerable.Range(0, posts).All(post => !_acked[post] || _heard[post] >= attendees);

    /// <summary>In <see cref="Stopwatch"/> ticks.</summary>
    public long LastHeard => Volatile.Read(ref _lastHeard);

    public IReadOnlyDictionary<string, int> Refusals => _refusals;

    public HistogramBase Latency => _latency;

    public HistogramBase Acks => _acks;

    /// <remarks>Called by one at a time, a million times a second; others only read.</remarks>
    public void Heard(Spoken spoken, long at)
    {
        _heard[spoken.Post]++;
        _deliveries++;
        _lastHeard = at;
        _latency.RecordValue(Microseconds(spoken.Intended, at));
    }

    public void HeardAgain() => _duplicates++;

    public void Answered(Spoken spoken, Answer answer)
    {
        if (answer.Refusal is null)
        {
            _acked[spoken.Post] = true;
            _acks.RecordValue(Microseconds(spoken.Intended, answer.At));
        }
        else
        {
            _refusals.AddOrUpdate(answer.Refusal, 1, (_, count) => count + 1);
        }
    }

    /// <summary>From 1 µs to ten minutes, three digits; for many threads.</summary>
    public static LongConcurrentHistogram Histogram() => new(Lowest, Highest, Digits);

    /// <summary>Never below what the histogram holds.</summary>
    public static long Microseconds(long from, long to) => Math.Max(1, (long)Stopwatch.GetElapsedTime(from, to).TotalMicroseconds);
}

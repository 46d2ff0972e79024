using Webinars.Nodes;

namespace Webinars.Rooms;

/// <summary>How often each person may do each thing in a room.</summary>
/// <param name="shared">Null: there are no other nodes.</param>
public sealed class RateLimits(Limits limits, TimeProvider time, ISharedBuckets? shared = null)
{
    private readonly Buckets<(Guid Room, Guid Person, Limited What)> _buckets = new(time);

    /// <param name="slower">So many times less often than usual.</param>
    /// <returns>Null when it may be done (and is counted); else too-fast with the time to wait.</returns>
    public Refusal? Take(Guid room, Guid person, Limited what, int slower = 1)
    {
        var (each, burst) = Bucket(what);
        if (each == TimeSpan.Zero)
        {
            return null;
        }

        each *= slower;
        if (_buckets.Take((room, person, what), each, burst) is { } wait)
        {
            return Refusal.TooFast(wait);
        }

        if (shared is not null && IsSeenByAll(what))
        {
            var now = time.GetUtcNow();
            shared.Took(room.ToString(), $"{person}:{what}", each, fullIn => _buckets.Drain((room, person, what), now + fullIn));
        }

        return null;
    }

    /// <summary>What all nodes have to carry. Reading and reactions cost only the node that is asked: there each may guard itself.</summary>
    private static bool IsSeenByAll(Limited what) => what is Limited.Chat or Limited.Question or Limited.Vote or Limited.Action;

    private (TimeSpan Each, int Burst) Bucket(Limited what) => what switch
    {
        Limited.Chat => Per(TimeSpan.FromSeconds(10), limits.ChatPerTenSeconds),
        Limited.Question => (TimeSpan.FromSeconds(limits.QuestionEverySeconds), 2),
        Limited.Vote => Per(TimeSpan.FromSeconds(1), limits.VotesPerSecond),
        Limited.Resume => Per(TimeSpan.FromSeconds(10), limits.ResumesPerTenSeconds),
        // A tenth of grace: what a browser sends once a second does not arrive once a second.
        Limited.Reaction => Per(TimeSpan.FromSeconds(0.9), limits.ReactionsPerSecond),
        Limited.Action => Per(TimeSpan.FromSeconds(1), limits.ActionsPerSecond),
        _ => Per(TimeSpan.FromSeconds(1), limits.HistoryPerSecond),
    };

    private static (TimeSpan Each, int Burst) Per(TimeSpan span, int count) => count == 0 ? default : (span / count, count);
}

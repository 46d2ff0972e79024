using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;
using Webinars.Nodes;

namespace Webinars.Adapters.Redis;

/// <summary>A bucket is one number, the time at which it will be full again by the server's clock. What is taken within a moment goes in one call for each place.</summary>
internal sealed class SharedBuckets(RedisLink link, TimeProvider time) : BackgroundService, ISharedBuckets
{
    private const int MostWaiting = 10_000;

    /// <summary>Keys in one call: the server does nothing else meanwhile.</summary>
    private const int MostInOne = 200;

    // KEYS: buckets. ARGV: what was taken of each. Answers when each will be full. All in milliseconds.
    private const string Take = """
        local t = redis.call('TIME')
        local now = t[1] * 1000 + math.floor(t[2] / 1000)
        local left = {}
        for i, key in ipairs(KEYS) do
          local full = math.max(tonumber(redis.call('GET', key) or now), now) + ARGV[i]
          redis.call('SET', key, full, 'PX', full - now)
          left[i] = full - now
        end
        return left
        """;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(5);
    private readonly ConcurrentQueue<Taken> _taken = new();
    private readonly SemaphoreSlim _any = new(0);

    public void Took(string place, string bucket, TimeSpan worth, Action<TimeSpan> fullIn)
    {
        if (link.State is not NodeLink.Up || _taken.Count > MostWaiting)
        {
            return;
        }

        _taken.Enqueue(new Taken(place, bucket, (long)Math.Ceiling(worth.TotalMilliseconds), fullIn));
        if (_any.CurrentCount == 0)
        {
            _any.Release();
        }
    }

    public override void Dispose()
    {
        _any.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await _any.WaitAsync(stoppingToken);
            var all = new List<Taken>();
            while (_taken.TryDequeue(out var one))
            {
                all.Add(one);
            }

            foreach (var place in all.GroupBy(one => one.Place))
            {
                // The same bucket twice in one call is right: the script goes through them one by one.
                foreach (var call in place.Chunk(MostInOne))
                {
                    _ = Tell(call);
                }
            }

            await Task.Delay(Moment, time, stoppingToken);
        }
    }

    private async Task Tell(Taken[] taken)
    {
        if (link.Database is not { } redis)
        {
            return;
        }

        try
        {
            var answer = await redis.ScriptEvaluateAsync(
                Take,
                [.. taken.Select(one => (RedisKey)link.Names.Limit(one.Place, one.Bucket))],
                [.. taken.Select(one => (RedisValue)one.Milliseconds)]);
            var left = (long[])answer!;
            for (var i = 0; i < left.Length; i++)
            {
                taken[i].FullIn(TimeSpan.FromMilliseconds(left[i]));
            }
        }
        catch (Exception error) when (RedisLink.IsAway(error))
        {
            // Each node counts for itself until it is back.
        }
    }

    private sealed record Taken(string Place, string Bucket, long Milliseconds, Action<TimeSpan> FullIn);
}

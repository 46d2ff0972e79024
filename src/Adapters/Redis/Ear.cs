using StackExchange.Redis;

namespace Webinars.Adapters.Redis;

/// <summary>One channel on this node: subscribed to while somebody follows it. One step after the other, so that who leaves while it is being subscribed to is not overtaken.</summary>
/// <param name="closed">It takes nobody any more: let go of it.</param>
internal sealed class Ear<T>(RedisLink link, Func<RedisChannel> channel, Action<Ear<T>>? closed = null)
    where T : class
{
    /// <summary>A server that was slow for a moment never counts as away: nobody else would ask again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly List<Following> _followings = [];
    private bool _subscribed;
    private bool _settling;
    private bool _closed;

    /// <returns>Null when it is closed: make another.</returns>
    public IDisposable? Follow(Action<T> heard)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return null;
            }

            var following = new Following(this, heard);
            _followings.Add(following);
            _ = Settle();
            return following;
        }
    }

    /// <summary>Brings the subscription to what is wanted; also again after it failed.</summary>
    public async Task Settle()
    {
        lock (_gate)
        {
            if (_settling)
            {
                return;
            }

            _settling = true;
        }

        var redis = (await link.Ready).GetSubscriber();
        while (Next() is { } wanted)
        {
            try
            {
                await (wanted ? redis.SubscribeAsync(channel(), Hear) : redis.UnsubscribeAsync(channel(), Hear));
                _subscribed = wanted;
            }
            catch (Exception error) when (RedisLink.IsAway(error))
            {
                GiveUp(redis);
                _ = SettleLater();
                return;
            }
        }
    }

    private async Task SettleLater()
    {
        await Task.Delay(Patience);
        await Settle();
    }

    /// <returns>Null when all is as it should be.</returns>
    private bool? Next()
    {
        lock (_gate)
        {
            var wanted = _followings.Count > 0;
            _settling = wanted != _subscribed;
            _closed = !wanted && !_subscribed;
            if (_closed)
            {
                closed?.Invoke(this);
            }

            return _settling ? wanted : null;
        }
    }

    /// <summary>Until it is asked to settle again. The client remembers what it was asked for, and would hear everything twice then.</summary>
    private void GiveUp(ISubscriber redis)
    {
        try
        {
            redis.Unsubscribe(channel(), Hear, CommandFlags.FireAndForget);
        }
        catch (Exception error) when (RedisLink.IsAway(error))
        {
            // It is forgotten here, though nothing could be sent.
        }

        lock (_gate)
        {
            (_subscribed, _settling) = (false, false);
        }
    }

    private void Hear(RedisChannel from, RedisValue message)
    {
        if (Envelope<T>.Read(message, link.Node) is not { } news)
        {
            return;
        }

        Following[] all;
        lock (_gate)
        {
            all = [.. _followings];
        }

        Array.ForEach(all, one => one.Heard(news));
    }

    private sealed class Following(Ear<T> ear, Action<T> heard) : IDisposable
    {
        public Action<T> Heard => heard;

        public void Dispose()
        {
            lock (ear._gate)
            {
                ear._followings.Remove(this);
            }

            _ = ear.Settle();
        }
    }
}

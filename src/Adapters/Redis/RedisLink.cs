using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using Webinars.Nodes;

namespace Webinars.Adapters.Redis;

/// <summary>
/// This node's connection. It is up while the node hears what it says to itself: so a server that is frozen, a cut subscriber
/// and a node that slept are all found, whatever the sockets say.
/// </summary>
internal sealed partial class RedisLink(string connectionString, TimeProvider time, ILogger<RedisLink> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(3);

    /// <summary>For so long a link may have been broken before it counts as lost.</summary>
    public static readonly TimeSpan NoticesWithin = LongestSilence + (2 * Period);

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<IConnectionMultiplexer> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _hurry = new();
    private volatile NodeLink _state = NodeLink.Down;
    private bool _returning;
    private bool _saidLost;
    private long _said;
    private long _saidWhenLost;
    private long _heardAt = time.GetTimestamp();

    public Guid Node { get; } = Guid.NewGuid();

    public RedisNames Names { get; } = new(RedisSettings.Prefix(connectionString));

    public NodeLink State => _state;

    /// <summary>Once it has been connected for the first time; then whether it is now or not.</summary>
    public Task<IConnectionMultiplexer> Ready => _ready.Task;

    /// <summary>Null while nobody should ask.</summary>
    public IDatabase? Database => _state is NodeLink.Up ? _ready.Task.Result.GetDatabase() : null;

    /// <summary>It was up, and is not any more. Handlers only take note.</summary>
    public event Action? Lost;

    /// <summary>It is up, for the first time or again, and all subscriptions are back. Handlers only take note.</summary>
    public event Action? Returned;

    /// <summary>Whether this client's rooms use sharded channels; known once it is ready. All nodes of a deployment see the same server, and decide alike.</summary>
    public bool Shards { get; private set; }

    public static bool IsAway(Exception error) => error is RedisException or TimeoutException or ObjectDisposedException;

    /// <summary>Says it if somebody can hear it; never waits, never throws.</summary>
    public void Publish(RedisChannel channel, byte[] message)
    {
        if (_state is NodeLink.Up)
        {
            Send(_ready.Task.Result, channel, message);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        _state = NodeLink.Down;
        if (_ready.Task.IsCompletedSuccessfully)
        {
            await _ready.Task.Result.DisposeAsync();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var echo = RedisChannel.Literal(Names.Echo(Node));
        using var redis = new Owned(await ConnectionMultiplexer.ConnectAsync(RedisSettings.Options(connectionString)));
        redis.Client.ConnectionFailed += (_, _) => Lose();
        redis.Client.ConnectionRestored += (_, _) => Volatile.Read(ref _hurry).TrySetResult();
        while (!stoppingToken.IsCancellationRequested)
        {
            Volatile.Write(ref _hurry, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            if (time.GetElapsedTime(Interlocked.Read(ref _heardAt)) > LongestSilence)
            {
                Lose();
            }

            if (!_ready.Task.IsCompleted && redis.Client.IsConnected)
            {
                await Begin(redis, echo);
            }

            if (_ready.Task.IsCompleted)
            {
                Send(redis.Client, echo, $"{Interlocked.Increment(ref _said)}");
            }

            await Task.WhenAny(Task.Delay(Period, time, stoppingToken), _hurry.Task);
        }
    }

    private async Task Begin(Owned redis, RedisChannel echo)
    {
        try
        {
            await redis.Client.GetSubscriber().SubscribeAsync(echo, (_, number) => Hear((long)number));
            Shards = redis.Client.GetServers().Any(server => server is { ServerType: ServerType.Cluster, Features.ShardedPubSub: true });
            redis.IsGiven = true;
            _ready.SetResult(redis.Client);
        }
        catch (Exception error) when (IsAway(error))
        {
            // Gone again already: the next round begins anew, and hears itself twice at worst.
        }
    }

    private void Hear(long number)
    {
        Interlocked.Exchange(ref _heardAt, time.GetTimestamp());
        lock (_gate)
        {
            if (_state is NodeLink.Up || _returning || number <= _saidWhenLost)
            {
                return;
            }

            _returning = true;
        }

        _ = Return(number);
    }

    /// <summary>The client asks for all its channels again at once, in one go: what is answered after them shows that they are back.</summary>
    private async Task Return(long number)
    {
        var answers = false;
        try
        {
            await (await _ready.Task).GetSubscriber().PingAsync();
            answers = true;
        }
        catch (Exception error) when (IsAway(error))
        {
            // The next echo tries again.
        }

        lock (_gate)
        {
            _returning = false;
            if (!answers || number <= _saidWhenLost)
            {
                return;
            }

            _state = NodeLink.Up;
            _saidLost = false;
        }

        Log.Returned(logger);
        Returned?.Invoke();
    }

    private void Lose()
    {
        bool wasUp, says;
        lock (_gate)
        {
            (wasUp, says) = (_state is NodeLink.Up, !_saidLost);
            (_state, _saidLost, _saidWhenLost) = (NodeLink.Down, true, Interlocked.Read(ref _said));
        }

        if (says)
        {
            Log.Lost(logger);
        }

        if (wasUp)
        {
            Lost?.Invoke();
        }
    }

    private static void Send(IConnectionMultiplexer redis, RedisChannel channel, RedisValue message)
    {
        try
        {
            redis.GetSubscriber().Publish(channel, message, CommandFlags.FireAndForget);
        }
        catch (Exception error) when (IsAway(error))
        {
            // It is going, or gone: the echo tells.
        }
    }

    /// <summary>Disposed of here unless somebody else holds it by then.</summary>
    private sealed class Owned(ConnectionMultiplexer client) : IDisposable
    {
        public ConnectionMultiplexer Client => client;

        public bool IsGiven { get; set; }

        public void Dispose()
        {
            if (!IsGiven)
            {
                client.Dispose();
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Redis is away: rooms go on without, nodes look into the store for what others do; limits are each node's own until it is back")]
        public static partial void Lost(ILogger logger);

        [LoggerMessage(2, LogLevel.Information, "Redis is there: nodes hear each other")]
        public static partial void Returned(ILogger logger);
    }
}

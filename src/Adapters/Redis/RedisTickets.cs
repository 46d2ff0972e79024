using StackExchange.Redis;
using Microsoft.Extensions.Logging;
using Webinars.Nodes;
using Webinars.Rooms;
using Webinars.Storage;

namespace Webinars.Adapters.Redis;

/// <summary>
/// Asks Redis, and where it does not answer the store. When Redis goes, what this node has redeemed in it is written into the store;
/// and as long as a ticket from before can be good, both are asked.
/// </summary>
internal sealed partial class RedisTickets : ITicketBook
{
    public const string Kind = "ticket";
    private const int InOneCommit = 100;

    /// <summary>Joining never waits longer for Redis.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(150);

    /// <summary>Longer than a ticket is good.</summary>
    private static readonly TimeSpan Doubtful = TimeSpan.FromSeconds(70);

    private readonly TicketBook _here;
    private readonly RedisLink _link;
    private readonly IStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private long _doubtUntil;

    public RedisTickets(TicketBook here, RedisLink link, IStore store, TimeProvider time, ILogger<RedisTickets> logger)
    {
        (_here, _link, _store, _time, _logger) = (here, link, store, time, logger);
        link.Lost += () => _ = WriteDown();
    }

    public async ValueTask<bool> Redeem(Guid number, DateTimeOffset expiresAt, CancellationToken ct)
    {
        if (!await _here.Redeem(number, expiresAt, ct))
        {
            return false;
        }

        var isFirst = await Ask(number, expiresAt);
        if (isFirst is null)
        {
            Doubt();
        }

        return isFirst is not false && (!IsDoubtful || await Note(number, expiresAt, ct));
    }

    private bool IsDoubtful => _time.GetUtcNow().UtcTicks < Interlocked.Read(ref _doubtUntil);

    private void Doubt() => Interlocked.Exchange(ref _doubtUntil, (_time.GetUtcNow() + Doubtful).UtcTicks);

    /// <returns>Null when Redis does not say.</returns>
    private async Task<bool?> Ask(Guid number, DateTimeOffset expiresAt)
    {
        if (_link.Database is not { } redis)
        {
            return null;
        }

        try
        {
            // By its own node's clock it is good; whose clock is behind may still find it good for a moment more.
            var life = expiresAt - _time.GetUtcNow() + TimeSpan.FromSeconds(5);
            return await redis.StringSetAsync(_link.Names.Ticket(number), RedisValue.EmptyString, life, When.NotExists).WaitAsync(Patience, _time);
        }
        catch (Exception error) when (RedisLink.IsAway(error))
        {
            return null;
        }
    }

    /// <returns>False when it is there already.</returns>
    private async Task<bool> Note(Guid number, DateTimeOffset expiresAt, CancellationToken ct)
    {
        try
        {
            await _store.Commit(new Batch(Redeemed(number, expiresAt, expected: 0)), ct);
            return true;
        }
        catch (StaleDocumentException)
        {
            return false;
        }
    }

    private async Task WriteDown()
    {
        Doubt();
        try
        {
            foreach (var some in _here.StillGood().Chunk(InOneCommit))
            {
                await _store.Commit(new Batch([.. some.Select(one => Redeemed(one.Key, one.Value, expected: null))]), CancellationToken.None);
            }
        }
        catch (Exception error)
        {
            Log.NotWritten(_logger, error);
        }
    }

    private static Put Redeemed(Guid number, DateTimeOffset expiresAt, long? expected) =>
        new(Kind, number.ToString(), "{}", expected, DocumentKey.Expires(expiresAt + Doubtful));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Redis went away, and the store did not take which tickets were redeemed: for a minute one of them may be good on another node")]
        public static partial void NotWritten(ILogger logger, Exception error);
    }
}

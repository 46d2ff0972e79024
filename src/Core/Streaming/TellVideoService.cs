using Microsoft.Extensions.Logging;
using Webinars.Storage;

namespace Webinars.Streaming;

/// <summary>Tells the vendor what was saved that it must be told. What fails is told again later: <see cref="WatchStreams"/> asks for it.</summary>
public sealed partial class TellVideoService(LiveStreamStore streams, IVideoService video, TimeProvider time, ILogger<TellVideoService> logger)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    /// <summary>For what will not help before somebody has mended a setting.</summary>
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(10);

    /// <returns>False when it must be told again.</returns>
    public async Task<bool> Run(Guid webinar, CancellationToken ct)
    {
        if (await streams.Get(webinar, ct) is not { Owed: { } order, StreamId: var id })
        {
            return true;
        }

        var again = await Tell(webinar, id, order, ct);
        await Retry.WhenStale(async () =>
        {
            // Another order may have come meanwhile: that one is still to be told.
            if (await streams.Get(webinar, ct) is { } stream && stream.Owed == order && stream.StreamId == id)
            {
                await streams.Save(again is { } wait ? stream with { OwedFrom = time.GetUtcNow() + wait } : stream with { Owed = null }, ct);
            }

            return true;
        });
        return again is null;
    }

    /// <returns>Null when the vendor knows it now.</returns>
    private async Task<TimeSpan?> Tell(Guid webinar, string id, StreamOrder order, CancellationToken ct)
    {
        try
        {
            await (order is StreamOrder.Close ? video.Close(id, ct) : video.Reopen(id, ct));
            return null;
        }
        catch (VendorException error)
        {
            switch (error.Failure)
            {
                case VendorFailure.NotFound:
                    // What is not there takes no encoder; and who asks for it gets a new one.
                    return null;
                case VendorFailure.RateLimited(var after):
                    return after;
                case VendorFailure.Rejected:
                    Log.Rejected(logger, order, webinar, error);
                    return Later;
                default:
                    return Soon;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The video vendor rejects the order {Order} for the stream of webinar {Webinar}; it is told again later")]
        public static partial void Rejected(ILogger logger, StreamOrder order, Guid webinar, Exception error);
    }
}

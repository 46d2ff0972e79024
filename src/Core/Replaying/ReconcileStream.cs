using Webinars.Streaming;

namespace Webinars.Replaying;

/// <summary>Asks the vendor how a webinar's stream is, and says what has not been heard of, as the vendor's messages would: one of them may have been lost.</summary>
public sealed class ReconcileStream(
    LiveStreamStore streams, RecordingStore recordings, IVideoService video, IRecordingService recorded, ApplyStreamSignal apply, PublishReplay publish, StreamTimes times, TimeProvider time)
{
    /// <summary>Of the newest, in one round.</summary>
    private const int RecordingsAtOnce = 2;

    /// <returns>False when there is no stream to ask for.</returns>
    /// <exception cref="VendorException">Rate-limited, transient or rejected.</exception>
    public async Task<bool> Run(Guid webinar, CancellationToken ct)
    {
        if (await streams.Get(webinar, ct) is not { } stream)
        {
            return false;
        }

        // Taken before asking: whatever happens from now on is newer than the answer.
        var asked = time.GetUtcNow();
        var seen = await Known(() => video.Get(stream.StreamId, ct));
        var returned = false;
        foreach (var id in await Missing(stream, seen, ct))
        {
            if (await Known(() => recorded.Get(id, ct)) is { } asset)
            {
                returned |= asset.Pieces.Any(piece => piece.StartedAt > stream.SignalledAt);
                await publish.Learn(new RecordingSignal(stream.StreamId, asset), ct);
            }
        }

        // While it waits for a lost encoder the vendor goes on saying what it said before.
        var state = seen?.State ?? StreamState.Idle;
        var waits = stream.State is StreamState.Disconnected && !returned && asked - stream.SignalledAt <= times.ReconnectWindow;
        if (state != stream.State && (state is StreamState.Idle || !waits))
        {
            await apply.Learn(new StreamSignal(stream.StreamId, state, asked), ct);
        }

        return true;
    }

    /// <summary>Null for what the vendor does not know.</summary>
    private static async Task<T?> Known<T>(Func<Task<T>> ask) where T : class?
    {
        try
        {
            return await ask();
        }
        catch (VendorException error) when (error.Failure is VendorFailure.NotFound)
        {
            return null;
        }
    }

    /// <summary>Recordings of which there is something to hear: unknown, finished meanwhile, or going on with an encoder that may have come back.</summary>
    private async Task<IEnumerable<string>> Missing(LiveStream stream, VideoStream? seen, CancellationToken ct)
    {
        var known = await recordings.Get(stream.WebinarId, ct) ?? new Recording { WebinarId = stream.WebinarId };
        var all = seen is null ? [] : seen.AssetIds.Append(seen.ActiveAssetId).OfType<string>().Distinct();
        return all.Where(id => known.Assets.FirstOrDefault(asset => asset.AssetId == id) switch
        {
            null => true,
            { Finished: true } => false,
            _ => id != seen!.ActiveAssetId || stream.State is StreamState.Disconnected,
        }).TakeLast(RecordingsAtOnce);
    }
}

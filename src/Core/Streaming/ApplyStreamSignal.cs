using Webinars.Log;
using Webinars.Scheduling;
using Webinars.Storage;
using Webinars.Webhooks;

namespace Webinars.Streaming;

/// <summary>
/// What the vendor's signal means for the webinar. A signal alone never makes one public and never ends one.
/// Repeated signals do nothing, late ones change nothing.
/// </summary>
public sealed class ApplyStreamSignal(WebinarStore webinars, LiveStreamStore streams, Inbox inbox, StreamTimes times, TimeProvider time)
{
    /// <param name="messageId">The vendor's, the same each time it is sent.</param>
    public Task Run(string vendor, string messageId, StreamSignal signal, CancellationToken ct) => Retry.WhenStale(async () =>
        !await inbox.Has(vendor, messageId, ct) && await Apply(signal, [Inbox.ToPut(vendor, messageId, time.GetUtcNow())], ct));

    /// <summary>For what the vendor said because we asked.</summary>
    public Task Learn(StreamSignal signal, CancellationToken ct) => Retry.WhenStale(() => Apply(signal, [], ct));

    private async Task<bool> Apply(StreamSignal signal, IReadOnlyList<Put> with, CancellationToken ct)
    {
        if (await streams.GetByStreamId(signal.StreamId, ct) is not { } stream)
        {
            return false;
        }

        var now = time.GetUtcNow();
        var late = signal.At < stream.SignalledAt || (signal.At == stream.SignalledAt && Rank(signal.State) < Rank(stream.State));
        var state = late ? stream.State : signal.State;
        var before = (await webinars.Get(stream.WebinarId, ct))!;
        var after = state switch
        {
            _ when late => before,
            StreamState.Active => before.StreamActive(now),
            StreamState.Disconnected or StreamState.Idle => before.StreamLost(now + times.Grace),
            _ => before,
        };

        RoomEvent[] told = state == stream.State ? [] : [new StreamChanged(state) { At = now }];
        var heard = stream with { State = state, SignalledAt = late ? stream.SignalledAt : signal.At };
        await webinars.Save(after, before, null, now, ct, [LiveStreamStore.ToPut(heard), .. with], told);
        return true;
    }

    /// <summary>Which of two signals of the same moment is the later one: as a broadcast goes.</summary>
    private static int Rank(StreamState state) => state switch
    {
        StreamState.Connected => 1,
        StreamState.Active => 2,
        StreamState.Disconnected => 3,
        _ => 4,
    };
}

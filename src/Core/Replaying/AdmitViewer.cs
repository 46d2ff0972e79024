using Webinars.People;
using Webinars.Registering;
using Webinars.Scheduling;
using Webinars.Streaming;

namespace Webinars.Replaying;

/// <summary>Gives a person the pass to what they may see now: hosts the stream, attendees what follows Go live, everybody the replay.</summary>
/// <remarks>The pass itself says from when to when, so that a rehearsal is never shown, whatever a browser asks for.</remarks>
public sealed class AdmitViewer(WebinarStore webinars, Admission admission, LiveStreamStore streams, RecordingStore recordings, IVideoService video, TimeProvider time)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(6);

    /// <exception cref="RefusedException">not-found; banned; not-live: there is nothing that this person may see now.</exception>
    public async Task<PlaybackPass> Run(Guid id, Guid person, CancellationToken ct)
    {
        var webinar = await webinars.GetVisible(id, person, ct);
        var role = await admission.Of(webinar, person, ct);
        var expires = time.GetUtcNow() + Life;
        if (webinar is { Status: WebinarStatus.Replay, WentLiveAt: { } from, EndedAt: { } to })
        {
            var recording = await recordings.Get(id, ct);
            var best = recording!.Best(from, to)!;
            return video.Sign(best.PlaybackId, new Clip(from, to) { Offset = best.Offset(from) }, expires);
        }

        var over = webinar.Status is WebinarStatus.Ended or WebinarStatus.Cancelled;
        var hosts = role.Has(Capability.Lead);
        if (over || !(hosts || webinar.IsOn) || await streams.Get(id, ct) is not { } stream)
        {
            throw new RefusedException(Refusal.NotLive);
        }

        return video.Sign(stream.PlaybackId, hosts ? null : new Clip(webinar.WentLiveAt!.Value, null), expires);
    }
}

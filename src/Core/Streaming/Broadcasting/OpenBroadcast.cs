using Webinars.People;
using Webinars.Scheduling;

namespace Webinars.Streaming.Broadcasting;

/// <summary>
/// A host sends from the browser: at most one broadcast for a webinar. Who begins a second one goes on there, and the first ends (a reloaded page, another device,
/// a connection that was lost unnoticed); another host is refused until it is over.
/// </summary>
/// <remarks>It knows the broadcasts of this node; <see cref="AirTime"/> knows those of all.</remarks>
public sealed class OpenBroadcast(WebinarStore webinars, ProvisionStream provision, RecognisePerson people, IBroadcastRelay relay, AirTime air)
{
    /// <summary>On this node. Whoever signs in can make webinars, and a node has few places: nobody takes them all.</summary>
    public const int MostOfOneHost = 2;

    /// <summary>A store that is away keeps nobody here from going on.</summary>
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(2);
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, Broadcast> _onAir = [];

    /// <summary>Whether what a browser records can be sent there.</summary>
    public bool CanSendTo(string ingestUrl) => relay.CanSendTo(ingestUrl);

    /// <summary>Asked before, and again and again while it goes on.</summary>
    /// <param name="session">The sign-in under which it was opened.</param>
    /// <exception cref="RefusedException">not-signed-in: it is over meanwhile; not-found, banned, not-allowed.</exception>
    public async Task Check(Guid webinarId, Person host, string? session, CancellationToken ct)
    {
        await webinars.GetFor(webinarId, host, Capability.Lead, ct);
        if (await people.Again(host.Id, session, ct) is null)
        {
            throw new RefusedException(Refusal.NotSignedIn);
        }
    }

    /// <exception cref="RefusedException">
    /// not-found, banned, not-allowed; wrong-state: the webinar is over; no-broadcast; on-air: another host is sending; taken-over; busy: too many here or of this host, or the vendor does not answer.
    /// </exception>
    public async Task<Broadcast> Run(Guid webinarId, Person host, BroadcastFormat format, CancellationToken ct)
    {
        var (webinar, _) = await webinars.GetFor(webinarId, host, Capability.Lead, ct);
        if (webinar.Status is WebinarStatus.Ended or WebinarStatus.Replay or WebinarStatus.Cancelled)
        {
            throw new RefusedException(Refusal.WrongState);
        }

        var (_, video) = await provision.Run(webinarId, host, ct);
        if (!relay.CanSendTo(video.IngestUrl))
        {
            throw new RefusedException(Refusal.NoBroadcast);
        }

        var broadcast = new Broadcast(host.Id, async one =>
        {
            using var limit = new CancellationTokenSource(LongestGoodbye);
            await air.Release(webinarId, one.Id, limit.Token);
            Forget(webinarId, one);
        });
        try
        {
            // The vendor takes one encoder: the one before must be gone.
            await (Replace(webinarId, broadcast)?.GiveWay() ?? Task.CompletedTask).WaitAsync(ct);
            await Take(webinarId, broadcast, ct);
            broadcast.Begin(() => relay.Open(video.IngestUrl, video.StreamKey, format));
            _ = GiveWayInTime(webinarId, broadcast);
            return broadcast;
        }
        catch
        {
            await broadcast.DisposeAsync();
            throw;
        }
    }

    /// <summary>While it waits for one on another node, a later one here may end it.</summary>
    private async Task Take(Guid webinarId, Broadcast broadcast, CancellationToken ct)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var taken = air.Take(webinarId, broadcast.Host, broadcast.Id, waiting.Token);
        if (await Task.WhenAny(taken, broadcast.TakenOver) == taken)
        {
            await taken;
            return;
        }

        await waiting.CancelAsync();
        await taken.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        throw new RefusedException(Refusal.TakenOver);
    }

    private async Task GiveWayInTime(Guid webinarId, Broadcast broadcast)
    {
        try
        {
            await air.Hold(webinarId, broadcast.Host, broadcast.Id, broadcast.Over);
            await broadcast.GiveWay();
        }
        catch (OperationCanceledException)
        {
            // It ended by itself.
        }
    }

    private Broadcast? Replace(Guid webinarId, Broadcast broadcast)
    {
        lock (_gate)
        {
            var before = _onAir.GetValueOrDefault(webinarId);
            if (before is not null && before.Host != broadcast.Host)
            {
                throw new RefusedException(Refusal.OnAir);
            }

            if (before is null && _onAir.Values.Count(one => one.Host == broadcast.Host) >= MostOfOneHost)
            {
                throw new RefusedException(Refusal.Busy);
            }

            _onAir[webinarId] = broadcast;
            return before;
        }
    }

    private void Forget(Guid webinarId, Broadcast broadcast)
    {
        lock (_gate)
        {
            if (_onAir.GetValueOrDefault(webinarId) == broadcast)
            {
                _onAir.Remove(webinarId);
            }
        }
    }
}

using System.Net;
using System.Threading.RateLimiting;
using Webinars.Rooms;

namespace Webinars.Api;

/// <summary>How often one address may ask for codes and try them: as often as it may register.</summary>
public sealed class AddressPace(Limits limits) : IDisposable
{
    private readonly PartitionedRateLimiter<IPAddress> _limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(
        address => RateLimitPartition.GetTokenBucketLimiter(address, _ => Throttle.Bucket(limits.RegistrationsPerMinute)));

    /// <exception cref="RefusedException">too-fast.</exception>
    public void Take(IPAddress? address)
    {
        if (limits.RegistrationsPerMinute == 0 || Throttle.Network(address) is not { } network)
        {
            return;
        }

        using var lease = _limiter.AttemptAcquire(network);
        if (!lease.IsAcquired)
        {
            throw new RefusedException(Refusal.TooFast(TimeSpan.FromMinutes(1)));
        }
    }

    public void Dispose() => _limiter.Dispose();
}

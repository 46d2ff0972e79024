using System.Net;
using Webinars.Nodes;
using Webinars.Rooms;

namespace Webinars.Api;

/// <summary>How often one address may do what a stranger may do, on all nodes together: so that nobody fills other people's mailboxes, or guesses their codes.</summary>
/// <param name="shared">Null: there are no other nodes.</param>
public sealed class AddressPace(Limits limits, TimeProvider time, ISharedBuckets? shared = null)
{
    private readonly Buckets<(IPAddress Network, string What)> _buckets = new(time);

    /// <summary>For a code, or a try at one.</summary>
    /// <exception cref="RefusedException">too-fast.</exception>
    public void Take(IPAddress? address) => Take(address, "codes");

    /// <exception cref="RefusedException">too-fast.</exception>
    internal void Take(IPAddress? address, string what)
    {
        if (limits.RegistrationsPerMinute == 0 || Network.Of(address) is not { } network)
        {
            return;
        }

        var each = TimeSpan.FromMinutes(1) / limits.RegistrationsPerMinute;
        var now = time.GetUtcNow();
        if (_buckets.Take((network, what), each, limits.RegistrationsPerMinute) is { } wait)
        {
            throw new RefusedException(Refusal.TooFast(wait));
        }

        shared?.Took(network.ToString(), what, each, fullIn => _buckets.Drain((network, what), now + fullIn));
    }
}

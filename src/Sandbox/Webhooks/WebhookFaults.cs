using System.Collections.Concurrent;
using Webinars.Sandbox.Faults;

namespace Webinars.Sandbox.Webhooks;

/// <summary>What the faults do to one vendor's webhooks before they are sent: each holds a webhook up at most once a sending.</summary>
internal sealed class WebhookFaults(string vendor, FaultBoard faults)
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(10);

    /// <summary>How long one waits for another that could overtake it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<(string Id, string Kind), bool> _heldUp = new();
    private readonly ConcurrentDictionary<string, string> _overtaken = new();

    public bool Doubles => faults.Strikes(vendor, Fault.DoubleWebhook);

    /// <returns>By how much the webhook is late now; null: it is to be sent.</returns>
    public TimeSpan? HoldUp(string queue, string id)
    {
        if (!_heldUp.ContainsKey((id, Fault.LateWebhook)) && faults.Strikes(vendor, Fault.LateWebhook))
        {
            _heldUp[(id, Fault.LateWebhook)] = true;
            return Late;
        }

        if (!_heldUp.ContainsKey((id, Fault.ReorderWebhooks)) && !_overtaken.ContainsKey(queue) && faults.Strikes(vendor, Fault.ReorderWebhooks))
        {
            _heldUp[(id, Fault.ReorderWebhooks)] = true;
            _overtaken[queue] = id;
            return Patience;
        }

        return null;
    }

    /// <returns>The webhook that has been overtaken by this one and is to follow at once; null: there is none.</returns>
    public string? Sent(string queue, string id)
    {
        _heldUp.TryRemove((id, Fault.LateWebhook), out _);
        _heldUp.TryRemove((id, Fault.ReorderWebhooks), out _);
        return _overtaken.TryRemove(queue, out var waiting) && waiting != id ? waiting : null;
    }
}

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Webinars.Notifications;
using Webinars.Webhooks;

namespace Webinars.Adapters.Knock;

/// <summary>Knock's outbound webhooks about notices.</summary>
internal sealed class KnockWebhook(IOptions<KnockOptions> options, ApplyNotificationSignal apply, TimeProvider time, ILogger<KnockWebhook> logger) : IWebhook
{
    public string Vendor => "knock";

    public async Task<bool> Receive(ReadOnlyMemory<byte> body, Func<string, string?> header, CancellationToken ct)
    {
        if (!KnockSignature.IsGenuine(body.Span, header("x-knock-signature"), options.Value.WebhookSecret, time.GetUtcNow()))
        {
            return false;
        }

        if (WebhookBody.Read(body, KnockEvents.Read, Vendor, logger) is var (id, signal))
        {
            await apply.Run(Vendor, id, signal, ct);
            WebhookBody.Lag(Vendor, time.GetUtcNow() - signal.At);
        }

        return true;
    }
}

using System.Text.Json;
using Microsoft.Extensions.Options;
using Webinars.Notifications;
using Webinars.Webhooks;

namespace Webinars.Adapters.Knock;

/// <summary>Knock's outbound webhooks about notices.</summary>
internal sealed class KnockWebhook(IOptions<KnockOptions> options, ApplyNotificationSignal apply, TimeProvider time) : IWebhook
{
    public string Vendor => "knock";

    public async Task<bool> Receive(ReadOnlyMemory<byte> body, Func<string, string?> header, CancellationToken ct)
    {
        if (!KnockSignature.IsGenuine(body.Span, header("x-knock-signature"), options.Value.WebhookSecret, time.GetUtcNow()))
        {
            return false;
        }

        using var message = JsonDocument.Parse(body);
        if (KnockEvents.Read(message.RootElement) is var (id, signal))
        {
            await apply.Run(Vendor, id, signal, ct);
        }

        return true;
    }
}

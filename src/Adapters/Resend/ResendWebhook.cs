using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Webinars.Mail;
using Webinars.Webhooks;

namespace Webinars.Adapters.Resend;

/// <summary>Resend's webhooks about letters, sent through Svix.</summary>
/// <remarks>Bodies hold addresses and subjects: they are neither logged nor stored.</remarks>
internal sealed class ResendWebhook(IOptions<ResendOptions> options, ApplyEmailSignal apply, TimeProvider time, ILogger<ResendWebhook> logger) : IWebhook
{
    public string Vendor => "resend";

    public async Task<bool> Receive(ReadOnlyMemory<byte> body, Func<string, string?> header, CancellationToken ct)
    {
        if (SvixSignature.Verify(body.Span, header, options.Value.WebhookSecret, time.GetUtcNow()) is not { } id)
        {
            return false;
        }

        if (WebhookBody.Read(body, ResendEvents.Read, Vendor, logger) is { } signal)
        {
            await apply.Run(Vendor, id, signal, ct);
            WebhookBody.Lag(Vendor, time.GetUtcNow() - signal.At);
        }

        return true;
    }
}

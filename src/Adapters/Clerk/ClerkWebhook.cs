using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Webinars.Webhooks;

namespace Webinars.Adapters.Clerk;

/// <summary>Clerk's webhooks about users and sessions, sent through Svix.</summary>
internal sealed class ClerkWebhook(IOptions<ClerkOptions> options, ApplyAccountSignal apply, TimeProvider time, ILogger<ClerkWebhook> logger) : IWebhook
{
    public string Vendor => "clerk";

    public async Task<bool> Receive(ReadOnlyMemory<byte> body, Func<string, string?> header, CancellationToken ct)
    {
        if (SvixSignature.Verify(body.Span, header, options.Value.WebhookSecret, time.GetUtcNow()) is not { } id)
        {
            return false;
        }

        if (WebhookBody.Read(body, ClerkEvents.Read, Vendor, logger) is { } signal)
        {
            await apply.Run(Vendor, id, signal, ct);
            WebhookBody.Lag(Vendor, time.GetUtcNow() - signal.At);
        }

        return true;
    }
}

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Webinars.Replaying;
using Webinars.Streaming;
using Webinars.Webhooks;

namespace Webinars.Adapters.Mux;

/// <summary>Mux's webhooks about live streams and recordings.</summary>
/// <remarks>Bodies hold stream keys: they are neither logged nor stored.</remarks>
internal sealed class MuxWebhook(IOptions<MuxOptions> options, ApplyStreamSignal apply, PublishReplay publish, TimeProvider time, ILogger<MuxWebhook> logger) : IWebhook
{
    public string Vendor => "mux";

    public async Task<bool> Receive(ReadOnlyMemory<byte> body, Func<string, string?> header, CancellationToken ct)
    {
        if (!MuxSignature.IsGenuine(body.Span, header("Mux-Signature"), options.Value.WebhookSecret, time.GetUtcNow()))
        {
            return false;
        }

        switch (WebhookBody.Read(body, MuxEvents.Read, Vendor, logger))
        {
            case (var id, StreamSignal signal):
                await apply.Run(Vendor, id, signal, ct);
                WebhookBody.Lag(Vendor, time.GetUtcNow() - signal.At);
                break;
            case (var id, RecordingSignal signal):
                await publish.Run(Vendor, id, signal, ct);
                break;
        }

        return true;
    }
}

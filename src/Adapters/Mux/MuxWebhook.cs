using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Webinars.Replaying;
using Webinars.Streaming;
using Webinars.Webhooks;

namespace Webinars.Adapters.Mux;

/// <summary>Mux's webhooks: <c>Mux-Signature: t=…,v1=hex(HMAC-SHA256(secret, t.body))</c>. Source: Mux guide "Verify webhook signatures".</summary>
/// <remarks>Bodies hold stream keys: they are neither logged nor stored.</remarks>
internal sealed class MuxWebhook(IOptions<MuxOptions> options, ApplyStreamSignal apply, PublishReplay publish, TimeProvider time) : IWebhook
{
    /// <summary>Both ways: a message from the future could be replayed until then.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public string Vendor => "mux";

    public async Task<bool> Receive(ReadOnlyMemory<byte> body, Func<string, string?> header, CancellationToken ct)
    {
        if (!IsGenuine(body.Span, header("Mux-Signature")))
        {
            return false;
        }

        using var message = JsonDocument.Parse(body);
        switch (MuxEvents.Read(message.RootElement))
        {
            case StreamSignal signal:
                await apply.Run(signal, ct);
                break;
            case RecordingSignal signal:
                await publish.Run(signal, ct);
                break;
        }

        return true;
    }

    private bool IsGenuine(ReadOnlySpan<byte> body, string? signature)
    {
        var parts = (signature ?? "").Split(',').Select(part => part.Trim().Split('=', 2)).Where(part => part.Length == 2).ToLookup(part => part[0], part => part[1]);
        if (!long.TryParse(parts["t"].FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(time.GetUtcNow().ToUnixTimeSeconds() - seconds) > Tolerance.TotalSeconds)
        {
            return false;
        }

        byte[] signed = [.. Encoding.ASCII.GetBytes($"{seconds}."), .. body];
        var expected = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.Value.WebhookSecret), signed)));
        return parts["v1"].Any(given => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(given), expected));
    }
}

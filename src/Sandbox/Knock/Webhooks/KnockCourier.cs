using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Webinars.Sandbox.Faults;
using Webinars.Sandbox.Webhooks;

namespace Webinars.Sandbox.Knock.Webhooks;

/// <summary>Sends as Knock does: <c>x-knock-signature</c> in milliseconds and base64, up to eight times.</summary>
internal sealed class KnockCourier(SandboxFile<KnockOutbox> file, KnockKeys keys, SandboxOptions options, FaultBoard faults, TimeProvider time, ILogger<KnockCourier> logger)
    : Courier<KnockOutbox, KnockWebhook>("knock", file, outbox => outbox.Webhooks, Retry, options, faults, time, logger)
{
    /// <remarks>Knock says how often it tries, not when: exponentially, here.</remarks>
    private static readonly RetrySchedule Retry = new(null, [.. Enumerable.Range(0, 7).Select(attempt => TimeSpan.FromSeconds(5 * Math.Pow(4, attempt)))]);

    protected override void Sign(HttpRequestHeaders headers, string id, byte[] body, DateTimeOffset at)
    {
        var milliseconds = at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{milliseconds}."), .. body];
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(keys.WebhookSecret), signed);
        headers.TryAddWithoutValidation("x-knock-signature", $"t={milliseconds},s={Convert.ToBase64String(mac)}");
        headers.TryAddWithoutValidation("x-knock-event", JsonElement.Parse(body).GetProperty("type").GetString());
        headers.TryAddWithoutValidation("x-knock-environment-id", keys.EnvironmentId);
    }
}

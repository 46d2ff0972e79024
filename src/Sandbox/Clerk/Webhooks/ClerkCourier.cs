using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Webinars.Sandbox.Faults;
using Webinars.Sandbox.Webhooks;

namespace Webinars.Sandbox.Clerk.Webhooks;

/// <summary>Sends as Svix does for Clerk: three headers, the same id on every attempt.</summary>
internal sealed class ClerkCourier(SandboxFile<ClerkOutbox> file, ClerkKeys keys, SandboxOptions options, FaultBoard faults, TimeProvider time, ILogger<ClerkCourier> logger)
    : Courier<ClerkOutbox, ClerkWebhook>("clerk", file, outbox => outbox.Webhooks, Retry, options, faults, time, logger)
{
    private static readonly RetrySchedule Retry = new(
        null,
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(10),
        TimeSpan.FromHours(10));

    protected override void Sign(HttpRequestHeaders headers, string id, byte[] body, DateTimeOffset at)
    {
        var seconds = at.ToUnixTimeSeconds();
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{seconds}."), .. body];
        var key = Convert.FromBase64String(keys.WebhookSecret["whsec_".Length..]);
        headers.TryAddWithoutValidation("svix-id", id);
        headers.TryAddWithoutValidation("svix-timestamp", $"{seconds}");
        headers.TryAddWithoutValidation("svix-signature", "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed)));
    }
}

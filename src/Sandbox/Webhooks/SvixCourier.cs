using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Webinars.Sandbox.Faults;

namespace Webinars.Sandbox.Webhooks;

/// <summary>Sends as Svix does for its customers: three headers, the same id on every attempt. Source: Svix docs, "Retries", "Verifying payloads manually".</summary>
/// <param name="secret"><c>whsec_…</c>, base64.</param>
internal abstract class SvixCourier<TState, TWebhook>(
    string vendor, SandboxFile<TState> file, Func<TState, List<TWebhook>> find, string secret, SandboxOptions options, FaultBoard faults, TimeProvider time, ILogger logger)
    : Courier<TState, TWebhook>(vendor, file, find, Retry, options, faults, time, logger)
    where TState : class, new()
    where TWebhook : Webhook
{
    private static readonly RetrySchedule Retry = new(
        null,
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(10),
        TimeSpan.FromHours(10));

    protected override void Sign(HttpRequestHeaders headers, string id, byte[] body, DateTimeOffset at)
    {
        var seconds = at.ToUnixTimeSeconds();
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{seconds}."), .. body];
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        headers.TryAddWithoutValidation("svix-id", id);
        headers.TryAddWithoutValidation("svix-timestamp", $"{seconds}");
        headers.TryAddWithoutValidation("svix-signature", "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed)));
    }
}

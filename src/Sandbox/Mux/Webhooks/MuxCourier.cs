using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Webinars.Sandbox.Faults;
using Webinars.Sandbox.Webhooks;

namespace Webinars.Sandbox.Mux.Webhooks;

internal sealed class MuxCourier(SandboxFile<MuxState> file, MuxKeys keys, SandboxOptions options, FaultBoard faults, TimeProvider time, ILogger<MuxCourier> logger)
    : Courier<MuxState, MuxWebhook>("mux", file, state => state.Webhooks, Retry, options, faults, time, logger)
{
    private static readonly RetrySchedule Retry = new(
        TimeSpan.FromHours(24), [.. new[] { 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600 }.Select(seconds => TimeSpan.FromSeconds(seconds))]);

    protected override void Sign(HttpRequestHeaders headers, string id, byte[] body, DateTimeOffset at)
    {
        var seconds = at.ToUnixTimeSeconds();
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{seconds}."), .. body];
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(keys.WebhookSecret), signed);
        headers.TryAddWithoutValidation("Mux-Signature", $"t={seconds},v1={Convert.ToHexStringLower(mac)}");
    }
}

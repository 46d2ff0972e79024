using Webinars.Sandbox.Faults;
using Webinars.Sandbox.Webhooks;

namespace Webinars.Sandbox.Resend.Webhooks;

internal sealed class ResendCourier(SandboxFile<ResendOutbox> file, ResendKeys keys, SandboxOptions options, FaultBoard faults, TimeProvider time, ILogger<ResendCourier> logger)
    : SvixCourier<ResendOutbox, ResendWebhook>("resend", file, outbox => outbox.Webhooks, keys.WebhookSecret, options, faults, time, logger);

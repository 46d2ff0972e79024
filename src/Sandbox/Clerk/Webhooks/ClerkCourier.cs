using Webinars.Sandbox.Faults;
using Webinars.Sandbox.Webhooks;

namespace Webinars.Sandbox.Clerk.Webhooks;

internal sealed class ClerkCourier(SandboxFile<ClerkOutbox> file, ClerkKeys keys, SandboxOptions options, FaultBoard faults, TimeProvider time, ILogger<ClerkCourier> logger)
    : SvixCourier<ClerkOutbox, ClerkWebhook>("clerk", file, outbox => outbox.Webhooks, keys.WebhookSecret, options, faults, time, logger);

using Webinars.Sandbox.Webhooks;

namespace Webinars.Sandbox.Clerk.Webhooks;

internal sealed class ClerkCourier(SandboxFile<ClerkOutbox> file, ClerkKeys keys, SandboxOptions options, TimeProvider time, ILogger<ClerkCourier> logger)
    : SvixCourier<ClerkOutbox, ClerkWebhook>("clerk", file, outbox => outbox.Webhooks, keys.WebhookSecret, options, time, logger);

namespace Webinars.Sandbox.Resend.Webhooks;

/// <summary>Webhooks on their way; <c>resend-webhooks.json</c>.</summary>
public sealed class ResendOutbox
{
    /// <summary>Oldest first; what waits for delivery and the latest 200 of the others.</summary>
    public List<ResendWebhook> Webhooks { get; init; } = [];
}

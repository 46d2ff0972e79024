namespace Webinars.Sandbox.Clerk.Webhooks;

/// <summary>Webhooks on their way; <c>clerk-webhooks.json</c>.</summary>
public sealed class ClerkOutbox
{
    /// <summary>Oldest first; what waits for delivery and the latest 200 of the others.</summary>
    public List<ClerkWebhook> Webhooks { get; init; } = [];
}

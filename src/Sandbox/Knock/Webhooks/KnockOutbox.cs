namespace Webinars.Sandbox.Knock.Webhooks;

/// <summary>Webhooks on their way; <c>knock-webhooks.json</c>.</summary>
public sealed class KnockOutbox
{
    /// <summary>Oldest first; what waits for delivery and the latest 200 of the others.</summary>
    public List<KnockWebhook> Webhooks { get; init; } = [];
}

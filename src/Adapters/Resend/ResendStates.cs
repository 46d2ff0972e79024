using Webinars.Mail;

namespace Webinars.Adapters.Resend;

/// <summary>Resend's words for what became of a letter, in answers (<c>last_event</c>) and in webhooks (<c>email.…</c>).</summary>
internal static class ResendStates
{
    /// <returns>Null for what has no name of ours.</returns>
    public static EmailState? Read(string? word) => word switch
    {
        "scheduled" => EmailState.Scheduled,
        "canceled" => EmailState.Cancelled,
        "sent" => EmailState.Sent,
        "delivery_delayed" => EmailState.Delayed,
        "delivered" => EmailState.Delivered,
        "opened" => EmailState.Opened,
        "clicked" => EmailState.Clicked,
        "failed" => EmailState.Failed,
        "suppressed" => EmailState.Suppressed,
        "bounced" => EmailState.Bounced,
        "complained" => EmailState.Complained,
        _ => null,
    };
}

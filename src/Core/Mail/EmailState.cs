namespace Webinars.Mail;

/// <summary>What became of a letter. Later ones say more than earlier ones: a signal that comes late takes nothing back.</summary>
public enum EmailState
{
    Scheduled,
    Cancelled,
    Sent,

    /// <summary>The other side does not take it yet; the vendor goes on trying.</summary>
    Delayed,
    Delivered,
    Opened,
    Clicked,

    /// <summary>It was never sent: a fault of the letter or of the account.</summary>
    Failed,

    /// <summary>The vendor sends nothing to this address any more.</summary>
    Suppressed,

    /// <summary>The other side refused it.</summary>
    Bounced,

    /// <summary>Its reader called it spam.</summary>
    Complained,
}

namespace Webinars.Mail;

/// <summary>What its carrier tells of one letter, in our words.</summary>
/// <param name="EmailId">The carrier's id of the letter.</param>
/// <param name="Recipient">As the carrier writes it, with or without a name.</param>
/// <param name="At">When it happened, by the carrier's clock: signals may come late and in any order.</param>
public sealed record EmailSignal(string EmailId, string Recipient, EmailState State, DateTimeOffset At)
{
    /// <summary>Of a bounce: that address will never take anything. A full mailbox is not that.</summary>
    public bool Permanent { get; init; }

    /// <summary>Those that the letter was sent with.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Nothing more may be sent to this address.</summary>
    public bool StopsMail => State is EmailState.Complained or EmailState.Suppressed || (State is EmailState.Bounced && Permanent);
}

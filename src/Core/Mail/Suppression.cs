using System.Text.Json.Serialization;

namespace Webinars.Mail;

/// <summary>Nothing more may be sent to an address.</summary>
/// <param name="Reason">The gravest that was told: suppressed, bounced or complained.</param>
/// <param name="Since">When the first of them happened.</param>
public sealed record Suppression(EmailState Reason, DateTimeOffset Since)
{
    /// <summary>Of the document; 0 for one that is not stored yet.</summary>
    [JsonIgnore]
    public long Version { get; init; }

    /// <summary>Comes to the same whatever the order, and however often.</summary>
    public Suppression With(EmailSignal signal) => this with
    {
        Reason = signal.State > Reason ? signal.State : Reason,
        Since = signal.At < Since ? signal.At : Since,
    };
}

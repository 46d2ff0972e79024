using System.Text.Json.Serialization;

namespace Webinars.Mail;

/// <summary>What became of one letter, as far as its carrier has told.</summary>
/// <param name="Id">The carrier's.</param>
/// <param name="At">When it first came to this state.</param>
public sealed record SentEmail(string Id, EmailState State, DateTimeOffset At)
{
    /// <summary>It bounced, and so would any other to that address.</summary>
    public bool Permanent { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Of the document; 0 for one that is not stored yet.</summary>
    [JsonIgnore]
    public long Version { get; init; }

    /// <summary>Comes to the same whatever the order in which signals are taken, and however often.</summary>
    public SentEmail With(EmailSignal signal) => this with
    {
        State = signal.State > State ? signal.State : State,
        At = signal.State > State || (signal.State == State && signal.At < At) ? signal.At : At,
        Permanent = Permanent || signal.Permanent,
        Tags = Tags.Count == 0 ? signal.Tags : Tags,
    };
}

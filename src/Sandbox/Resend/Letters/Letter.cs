namespace Webinars.Sandbox.Resend.Letters;

/// <summary>One e-mail that was taken, and what became of it. Never changed, only put again under the same id.</summary>
public sealed record Letter
{
    public required Guid Id { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string From { get; init; }
    public required IReadOnlyList<string> To { get; init; }
    public IReadOnlyList<string> Cc { get; init; } = [];
    public IReadOnlyList<string> Bcc { get; init; } = [];
    public IReadOnlyList<string> ReplyTo { get; init; } = [];
    public required string Subject { get; init; }
    public string? Html { get; init; }
    public string? Text { get; init; }
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Null: at once.</summary>
    public DateTimeOffset? ScheduledAt { get; init; }

    /// <summary>In Resend's words: scheduled, canceled, sent, delivered, …</summary>
    public required string LastEvent { get; init; }
    public required DateTimeOffset LastEventAt { get; init; }

    public bool IsFor(string address) => To.Concat(Cc).Concat(Bcc).Any(one => Mailbox.Bare(one).Equals(address, StringComparison.OrdinalIgnoreCase));
}

/// <param name="Path">Where its content lies; it is not fetched.</param>
public sealed record Attachment(string Filename, string ContentType, byte[] Content, string? Path, string? ContentId);

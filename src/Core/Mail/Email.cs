namespace Webinars.Mail;

/// <summary>One letter to one address. Who sends it is a setting of the adapter.</summary>
public sealed record Email
{
    public required string To { get; init; }

    /// <summary>One line.</summary>
    public required string Subject { get; init; }

    public required string Html { get; init; }

    public required string Text { get; init; }

    public string? ReplyTo { get; init; }

    /// <summary>Beside those that the vendor writes, e.g. <c>List-Unsubscribe</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<EmailAttachment> Attachments { get; init; } = [];

    /// <summary>Come back with every signal about it. Letters, digits, <c>_</c> and <c>-</c>.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The vendor keeps it until then; null: at once.</summary>
    public DateTimeOffset? SendAt { get; init; }
}

/// <param name="ContentType">E.g. <c>text/calendar; charset=utf-8; method=REQUEST</c>.</param>
public sealed record EmailAttachment(string FileName, string ContentType, ReadOnlyMemory<byte> Content);

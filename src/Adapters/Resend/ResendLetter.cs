using System.Buffers;
using Webinars.Mail;

namespace Webinars.Adapters.Resend;

/// <summary>A letter as Resend takes it. Source: Resend API reference, "Send Email".</summary>
internal sealed record ResendLetter(
    string From, IReadOnlyList<string> To, string Subject, string Html, string Text, IReadOnlyList<string>? ReplyTo, IReadOnlyDictionary<string, string>? Headers,
    IReadOnlyList<ResendLetter.Attachment>? Attachments, IReadOnlyList<ResendLetter.Tag>? Tags, DateTime? ScheduledAt)
{
    private const int LongestTag = 256;

    private static readonly SearchValues<char> TagLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <exception cref="ArgumentException">It could only be rejected, or would get lines that nobody wrote. Says what is wrong, not what it says.</exception>
    public static ResendLetter Of(Email email, string from)
    {
        Demand(IsOneLine(email.To) && email.To.Length > 0, "an address is one line");
        Demand(IsOneLine(email.Subject), "a subject is one line");
        Demand(email.ReplyTo is null || IsOneLine(email.ReplyTo), "an address is one line");
        Demand(email.Headers.All(header => IsOneLine(header.Key) && IsOneLine(header.Value)), "a header is one line");
        Demand(email.Tags.All(tag => IsTag(tag.Key) && IsTag(tag.Value)), $"tags are 1 to {LongestTag} letters, digits, _ and -");
        return new ResendLetter(
            from,
            [email.To],
            email.Subject,
            email.Html,
            email.Text,
            email.ReplyTo is null ? null : [email.ReplyTo],
            email.Headers.Count == 0 ? null : email.Headers,
            email.Attachments.Count == 0 ? null : [.. email.Attachments.Select(one => new Attachment(one.FileName, one.Content, one.ContentType))],
            email.Tags.Count == 0 ? null : [.. email.Tags.Select(tag => new Tag(tag.Key, tag.Value))],
            email.SendAt?.UtcDateTime);
    }

    /// <summary>The letters of one batch.</summary>
    /// <exception cref="ArgumentException">Likewise; or they cannot go together.</exception>
    public static IReadOnlyList<ResendLetter> Of(IReadOnlyList<Email> emails, string from)
    {
        Demand(emails.Count is > 0 and <= IEmailService.LargestBatch, $"a batch holds 1 to {IEmailService.LargestBatch}");
        Demand(emails.All(email => email.Attachments.Count == 0 && email.SendAt is null), "those with attachments or with a time go one by one");
        return [.. emails.Select(email => Of(email, from))];
    }

    private static bool IsOneLine(string text) => !text.Any(char.IsControl);

    private static bool IsTag(string text) => text.Length is > 0 and <= LongestTag && !text.AsSpan().ContainsAnyExcept(TagLetters);

    private static void Demand(bool holds, string what)
    {
        if (!holds)
        {
            throw new ArgumentException($"A letter cannot be sent: {what}.");
        }
    }

    /// <param name="Content">On the wire in base64.</param>
    internal sealed record Attachment(string Filename, ReadOnlyMemory<byte> Content, string ContentType);

    internal sealed record Tag(string Name, string Value);
}

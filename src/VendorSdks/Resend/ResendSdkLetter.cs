using Webinars.Mail;
using Official = Resend;

namespace Webinars.VendorSdks.Resend;

/// <summary>A letter, and what became of it, in the words of Resend's package.</summary>
internal static class ResendSdkLetter
{
    public static Official.EmailMessage Of(Email email, string from) => new()
    {
        From = from,
        To = email.To,
        Subject = email.Subject,
        HtmlBody = email.Html,
        TextBody = email.Text,
        ReplyTo = email.ReplyTo is { } reply ? [reply] : null,
        Headers = email.Headers.Count == 0 ? null : new Dictionary<string, string>(email.Headers),
        Attachments = email.Attachments.Count == 0 ? null : [.. email.Attachments.Select(Of)],
        Tags = email.Tags.Count == 0 ? null : [.. email.Tags.Select(tag => new Official.EmailTag { Name = tag.Key, Value = tag.Value })],

        // A time of no kind would be taken for UTC as it stands.
        MomentSchedule = email.SendAt is { } at ? at.UtcDateTime : null,
    };

    /// <returns>Null for what has no name of ours.</returns>
    public static EmailState? State(Official.EmailStatus? status) => status switch
    {
        Official.EmailStatus.Scheduled => EmailState.Scheduled,
        Official.EmailStatus.Canceled => EmailState.Cancelled,
        Official.EmailStatus.Sent => EmailState.Sent,
        Official.EmailStatus.DeliveryDelayed => EmailState.Delayed,
        Official.EmailStatus.Delivered => EmailState.Delivered,
        Official.EmailStatus.Opened => EmailState.Opened,
        Official.EmailStatus.Clicked => EmailState.Clicked,
        Official.EmailStatus.Failed => EmailState.Failed,
        Official.EmailStatus.Suppressed => EmailState.Suppressed,
        Official.EmailStatus.Bounced => EmailState.Bounced,
        Official.EmailStatus.Complained => EmailState.Complained,
        _ => null,
    };

    /// <summary>As bytes: those it writes in base64, a text as it stands.</summary>
    private static Official.EmailAttachment Of(EmailAttachment file) =>
        new() { Filename = file.FileName, ContentType = file.ContentType, Content = file.Content.ToArray() };
}

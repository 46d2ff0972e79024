using Webinars.Adapters.Resend;
using Webinars.Mail;
using Official = Resend;

namespace Webinars.VendorSdks.Resend;

/// <summary>A letter, and what became of it, in the words of Resend's package.</summary>
internal static class ResendSdkLetter
{
    public static Official.EmailMessage Of(ResendLetter letter) => new()
    {
        From = letter.From,
        To = [.. letter.To],
        Subject = letter.Subject,
        HtmlBody = letter.Html,
        TextBody = letter.Text,
        ReplyTo = letter.ReplyTo is { } reply ? [.. reply] : null,
        Headers = letter.Headers is { } headers ? new Dictionary<string, string>(headers) : null,
        Attachments = letter.Attachments?.Select(Of).ToList(),
        Tags = letter.Tags?.Select(tag => new Official.EmailTag { Name = tag.Name, Value = tag.Value }).ToList(),

        // In UTC: a time of no kind would be taken for it as it stands.
        MomentSchedule = letter.ScheduledAt is { } at ? at : null,
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
    private static Official.EmailAttachment Of(ResendLetter.Attachment file) =>
        new() { Filename = file.Filename, ContentType = file.ContentType, Content = file.Content.ToArray() };
}

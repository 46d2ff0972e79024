using Webinars.Mail;
using Webinars.Registering;
using Webinars.Scheduling;

namespace Webinars.Telling;

/// <summary>Makes letters of orders: reads what is true now, has them written, addresses them.</summary>
/// <param name="address">Where we are found: scheme, host and port.</param>
public sealed class LetterDesk(
    WebinarStore webinars, RegistrationStore registrations, Suppressions suppressions, PersonalLinks links, AnswersInLetters answers, MailedAnnouncements announcements,
    ILetterWriter writer, PublicAddress address, TimeProvider time)
{
    /// <returns>Null when it makes no sense any more, or must not be sent.</returns>
    public async Task<Email?> Write(LetterOrder order, DateTimeOffset due, CancellationToken ct)
    {
        if (await webinars.Get(order.Webinar, ct) is not { } webinar || !LetterSense.Holds(order.Kind, order.Round, webinar, due, time.GetUtcNow())
            || await registrations.Get(order.Registration, ct) is not { } to || !LetterSense.Holds(order.Kind, order.Round, to)
            || await suppressions.Get(to.Email, ct) is not null)
        {
            return null;
        }

        var said = order.Kind switch
        {
            LetterKind.QuestionAnswered => await answers.Read(order, to, ct),
            LetterKind.Announcement => await announcements.Said(order.Webinar, order.Round, ct),
            _ => null,
        };
        if (said is null && order.Kind is (LetterKind.QuestionAnswered or LetterKind.Announcement))
        {
            return null;
        }

        var page = $"{address.Url}/w/{webinar.Slug}";
        var preferences = await links.Make(LinkPurpose.Preferences, to, ct);
        var facts = new LetterFacts(order.Kind, webinar, to, new LetterLinks(
            page,
            $"{address.Url}/join/{await links.Make(LinkPurpose.Join, to, ct)}",
            $"{page}/replay",
            $"{address.Url}/feedback/{await links.Make(LinkPurpose.Feedback, to, ct)}",
            $"{address.Url}/letters/{preferences}",
            $"{address.Url}/api/letters/{preferences}/unsubscribe"), said, order.Kind is LetterKind.JoinCode ? await links.Code(to, order.Round, ct) : null);
        var written = await writer.Write(facts, ct);
        return new Email
        {
            To = to.Email,
            Subject = written.Subject,
            Html = written.Html,
            Text = written.Text,
            Attachments = written.Calendar is { } calendar ? [calendar] : [],
            Tags = new Dictionary<string, string> { [EmailStore.LetterTag] = $"{order.Kind}", [EmailStore.WebinarTag] = $"{order.Webinar:N}" },
            Headers = LetterSense.IsUnasked(order.Kind)
                ? new Dictionary<string, string> { ["List-Unsubscribe"] = $"<{facts.Links.Unsubscribe}>", ["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click" }
                : new Dictionary<string, string>(),
        };
    }
}

/// <param name="Url">No slash at its end.</param>
public sealed record PublicAddress(string Url);

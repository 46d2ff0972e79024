using Webinars.Mail;
using Webinars.People;
using Webinars.Registering;
using Webinars.Scheduling;
using Webinars.Storage;
using Webinars.Text;

namespace Webinars.Telling;

/// <param name="Id">1 to 64 letters, digits, - or _, made by who asks: asked twice with the same, it is sent once. Not needed to see how it will read.</param>
/// <param name="Subject">One line; null or empty: ours.</param>
public sealed record AnnouncementRequest(string? Id, string? Subject, string? Text);

/// <param name="Readers">Registered now; who wants no letters gets none.</param>
/// <param name="Text">The letter as plain text.</param>
public sealed record AnnouncementPreview(int Readers, string Subject, string Text);

/// <summary>Sends what a host has to say to all who are registered, once.</summary>
public sealed class AnnounceByMail(
    WebinarStore webinars, RegistrationStore registrations, MailedAnnouncements announcements, DayQuota quota, DayLimits limits, ILetterWriter writer, PublicAddress address, IStore store, TimeProvider time)
{
    private const int LongestSubject = 100;
    private const int LongestText = 2_000;

    /// <exception cref="RefusedException">not-found, banned, not-allowed, wrong-state (a draft, or called off), bad-client-id, a field's refusal, too-fast, idempotency-conflict.</exception>
    public async Task<MailedAnnouncement> Run(Guid id, AnnouncementRequest request, Person host, CancellationToken ct)
    {
        var said = await Checked(id, request, host, ct);
        if (request.Id is not { Length: >= 1 and <= 64 } || !request.Id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            throw new RefusedException(Refusal.BadClientId);
        }

        return await Retry.WhenStale(async () =>
        {
            if (await announcements.Get(id, request.Id, ct) is { } known)
            {
                return (known.Subject, known.Text) == (said.Subject, said.Text) ? known : throw new RefusedException(Refusal.IdempotencyConflict);
            }

            var one = new MailedAnnouncement(id, request.Id, said.Subject, said.Text, host.Name, time.GetUtcNow());
            var taken = await quota.Take("announcements", id, 1, limits.Announcements, ct);
            await store.Commit(new Batch([MailedAnnouncements.ToPut(one), .. taken], [new Circular(LetterKind.Announcement, id, one.Id).At(one.At)]), ct);
            return one;
        });
    }

    /// <summary>How it will read, to somebody by the host's name.</summary>
    /// <exception cref="RefusedException">As for sending, but for the id and how often.</exception>
    public async Task<AnnouncementPreview> Preview(Guid id, AnnouncementRequest request, Person host, CancellationToken ct)
    {
        var (webinar, subject, text) = await Checked(id, request, host, ct);
        var page = $"{address.Url}/w/{webinar.Slug}";
        var reader = new Registration { Id = Guid.Empty, WebinarId = id, Email = "", Name = host.Name };
        var links = new LetterLinks(page, page, page, page, page, page);
        var letter = await writer.Write(new LetterFacts(LetterKind.Announcement, webinar, reader, links, new SaidInLetter(host.Name, text, null, subject)), ct);
        return new AnnouncementPreview(await registrations.Count(id, RegistrationStatus.Registered, ct), letter.Subject, letter.Text);
    }

    private async Task<(Webinar Webinar, string? Subject, string Text)> Checked(Guid id, AnnouncementRequest request, Person host, CancellationToken ct)
    {
        var (webinar, _) = await webinars.GetFor(id, host, Capability.Lead, ct);
        var subject = PlainText.Clean(request.Subject, 0, LongestSubject, field: "subject");
        var text = PlainText.Clean(request.Text, 1, LongestText, lines: true, field: "text");
        return webinar.Status is WebinarStatus.Draft or WebinarStatus.Cancelled
            ? throw new RefusedException(Refusal.WrongState)
            : (webinar, subject.Length == 0 ? null : subject, text);
    }
}

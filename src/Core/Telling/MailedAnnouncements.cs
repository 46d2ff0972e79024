using Webinars.Storage;

namespace Webinars.Telling;

/// <summary>What a host had to say to all by mail.</summary>
/// <param name="Id">Of who asked for it; unique in the webinar, and the round of its letters.</param>
/// <param name="Subject">Null: ours.</param>
public sealed record MailedAnnouncement(Guid Webinar, string Id, string? Subject, string Text, string By, DateTimeOffset At);

/// <summary>Announcements by mail as documents, found by their letters; listed per webinar by time.</summary>
public sealed class MailedAnnouncements(IStore store)
{
    private const string Kind = "mailed-announcement";
    private const string ByWebinar = "webinar";

    public async Task<MailedAnnouncement?> Get(Guid webinar, string id, CancellationToken ct) => (await store.Get(Kind, Id(webinar, id), ct)).Read<MailedAnnouncement>();

    /// <summary>Of a webinar, the newest first.</summary>
    public async Task<IReadOnlyList<MailedAnnouncement>> FindNewest(Guid webinar, int max, CancellationToken ct) =>
        [.. (await store.Find(Kind, ByWebinar, $"{webinar:N}.", $"{webinar:N}.{TimeKey.End}", max, descending: true, ct)).Select(document => document.Read<MailedAnnouncement>()!)];

    /// <summary>What the letter of a round says.</summary>
    public async Task<SaidInLetter?> Said(Guid webinar, string round, CancellationToken ct) =>
        await Get(webinar, round, ct) is { } one ? new SaidInLetter(one.By, one.Text, null, one.Subject) : null;

    public static Put ToPut(MailedAnnouncement one) =>
        StoredJson.Put(Kind, Id(one.Webinar, one.Id), one, 0, [new DocumentKey(ByWebinar, $"{one.Webinar:N}.{TimeKey.Of(one.At)}")]);

    private static string Id(Guid webinar, string id) => $"{webinar:N}.{id}";
}

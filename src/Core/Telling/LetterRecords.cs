using Webinars.Mail;
using Webinars.Outbox;
using Webinars.Storage;

namespace Webinars.Telling;

/// <summary>Letters that were written, as documents: listed per webinar and per registration, by time.</summary>
public sealed class LetterRecords(IStore store)
{
    private const string Kind = "letter";
    private const string ByWebinar = "webinar";
    private const string ByRegistration = "registration";

    /// <summary>Of a webinar, the newest first.</summary>
    /// <param name="before">The record that the page before ended with; null: the newest.</param>
    public async Task<IReadOnlyList<LetterRecord>> FindNewest(Guid webinar, LetterRecord? before, int max, CancellationToken ct)
    {
        var list = $"{webinar:N}.";
        return Read(await store.Find(Kind, ByWebinar, list, before is null ? list + TimeKey.End : list + TimeKey.Of(before.At, before.Registration), max, descending: true, ct));
    }

    public async Task<IReadOnlyList<LetterRecord>> FindFor(Guid registration, int max, CancellationToken ct)
    {
        var list = $"{registration:N}.";
        return Read(await store.Find(Kind, ByRegistration, list, list + TimeKey.End, max, descending: true, ct));
    }

    public static Put ToPut(LetterOrder order, DeliveryState state, string? emailId, DateTimeOffset at)
    {
        var record = new LetterRecord(order.Key, order.Kind, order.Webinar, order.Registration, state, emailId, at);
        return StoredJson.Put(
            Kind,
            order.Key,
            record,
            null,
            [new DocumentKey(ByWebinar, $"{order.Webinar:N}.{TimeKey.Of(at, order.Registration)}"), new DocumentKey(ByRegistration, $"{order.Registration:N}.{TimeKey.Of(at)}")]);
    }

    private static List<LetterRecord> Read(IReadOnlyList<Document> documents) => [.. documents.Select(document => document.Read<LetterRecord>()!)];
}

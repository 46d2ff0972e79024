using Webinars.Mail;
using Webinars.Outbox;
using Webinars.Storage;

namespace Webinars.Telling;

/// <summary>Letters that were written, as documents: listed per webinar (all, by kind, by state) and per registration, by time; found by the carrier's id.</summary>
public sealed class LetterRecords(IStore store)
{
    private const string Kind = "letter";
    private const string ByWebinar = "webinar";
    private const string ByKind = "kind";
    private const string ByState = "state";
    private const string ByRegistration = "registration";
    private const string ByEmail = "email";

    /// <param name="order">Key of the <see cref="LetterOrder"/>.</param>
    public async Task<LetterRecord?> Get(string order, CancellationToken ct) => (await store.Get(Kind, order, ct)).Read<LetterRecord>();

    /// <param name="email">The carrier's id.</param>
    public async Task<LetterRecord?> GetByEmail(string email, CancellationToken ct) => (await store.GetByKey(Kind, ByEmail, email, ct)).Read<LetterRecord>();

    /// <summary>Of a webinar, the newest first.</summary>
    /// <param name="before">The record that the page before ended with; null: the newest.</param>
    public async Task<IReadOnlyList<LetterRecord>> FindNewest(Guid webinar, LetterRecord? before, int max, CancellationToken ct) =>
        await Find(ByWebinar, $"{webinar:N}.", before, max, ct);

    public async Task<IReadOnlyList<LetterRecord>> FindNewest(Guid webinar, LetterKind kind, LetterRecord? before, int max, CancellationToken ct) =>
        await Find(ByKind, $"{webinar:N}.{kind}.", before, max, ct);

    /// <summary>Those of a webinar that came to one state, kind by kind, the newest first.</summary>
    public async Task<IReadOnlyList<LetterRecord>> Find(Guid webinar, DeliveryState state, LetterKind? kind, LetterRecord? before, int max, CancellationToken ct)
    {
        var list = kind is null ? $"{webinar:N}.{state}." : $"{webinar:N}.{state}.{kind}.";
        return Read(await store.Find(Kind, ByState, list, before is null ? list + TimeKey.End : StateKey(before), max, descending: true, ct));
    }

    public async Task<IReadOnlyList<LetterRecord>> FindFor(Guid registration, int max, CancellationToken ct)
    {
        var list = $"{registration:N}.";
        return Read(await store.Find(Kind, ByRegistration, list, list + TimeKey.End, max, descending: true, ct));
    }

    /// <summary>How many of a kind came to a state; no document is read.</summary>
    public Task<int> Count(Guid webinar, LetterKind kind, DeliveryState state, CancellationToken ct) =>
        store.Count(Kind, ByState, $"{webinar:N}.{state}.{kind}.", $"{webinar:N}.{state}.{kind}.{TimeKey.End}", ct);

    public static Put ToPut(LetterOrder order, DeliveryState state, string? emailId, DateTimeOffset at)
    {
        var record = new LetterRecord(order.Key, order.Kind, order.Webinar, order.Registration, state, emailId, at);
        var time = TimeKey.Of(at, order.Registration);
        List<DocumentKey> keys =
        [
            new(ByWebinar, $"{order.Webinar:N}.{time}"),
            new(ByKind, $"{order.Webinar:N}.{order.Kind}.{time}"),
            new(ByState, StateKey(record)),
            new(ByRegistration, $"{order.Registration:N}.{TimeKey.Of(at)}"),
        ];
        keys.AddRange(emailId is null ? [] : [new DocumentKey(ByEmail, emailId)]);
        return StoredJson.Put(Kind, order.Key, record, null, keys);
    }

    private static string StateKey(LetterRecord one) => $"{one.Webinar:N}.{one.State}.{one.Kind}.{TimeKey.Of(one.At, one.Registration)}";

    private async Task<IReadOnlyList<LetterRecord>> Find(string index, string list, LetterRecord? before, int max, CancellationToken ct) =>
        Read(await store.Find(Kind, index, list, list + (before is null ? TimeKey.End : TimeKey.Of(before.At, before.Registration)), max, descending: true, ct));

    private static List<LetterRecord> Read(IReadOnlyList<Document> documents) => [.. documents.Select(document => document.Read<LetterRecord>()!)];
}

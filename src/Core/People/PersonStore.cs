using Webinars.Storage;

namespace Webinars.People;

/// <summary>People as documents, found by id and by their subject at the identity provider; beside them what is known of that account.</summary>
public sealed class PersonStore(IStore store)
{
    private const string Kind = "person";
    private const string BySubject = "subject";
    public const string AccountKind = "account";

    public async Task<Person?> Get(Guid id, CancellationToken ct) => Read(await store.Get(Kind, id.ToString(), ct));

    public async Task<Person?> GetBySubject(string subject, CancellationToken ct) => Read(await store.GetByKey(Kind, BySubject, subject, ct));

    /// <summary>Version 0 when nothing was heard of it yet.</summary>
    public async Task<Account> GetAccount(string subject, CancellationToken ct) => await store.Get(AccountKind, subject, ct) is { } document
        ? document.Read<Account>()! with { Version = document.Version }
        : new Account(subject, DateTimeOffset.MinValue);

    /// <summary>Saves somebody who has come for the first time.</summary>
    /// <param name="at">From when they may be introduced.</param>
    /// <exception cref="StaleDocumentException">One of them is not the version that was read.</exception>
    /// <exception cref="KeyTakenException">Somebody else has this subject.</exception>
    public Task Save(Person person, Account account, DateTimeOffset at, CancellationToken ct) =>
        store.Commit(new Batch([ToPut(person), ToPut(account)], [new Introduction(person.Id, "first").At(at)]), ct);

    public static Put ToPut(Person person) => StoredJson.Put(
        Kind, person.Id.ToString(), person, person.Version, person.Subject is null ? [] : [new DocumentKey(BySubject, person.Subject, Unique: true)]);

    /// <param name="until">When it may be forgotten; null: never.</param>
    public static Put ToPut(Account account, DateTimeOffset? until = null) =>
        StoredJson.Put(AccountKind, account.Subject, account, account.Version, until is { } time ? [DocumentKey.Expires(time)] : []);

    private static Person? Read(Document? document) => document.Read<Person>() is { } person ? person with { Version = document!.Version } : null;
}

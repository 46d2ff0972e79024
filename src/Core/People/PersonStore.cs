using Webinars.Storage;

namespace Webinars.People;

/// <summary>People as documents, found by id and by their subject at the identity provider.</summary>
public sealed class PersonStore(IStore store)
{
    private const string Kind = "person";
    private const string BySubject = "subject";

    public async Task<Person?> Get(Guid id, CancellationToken ct) => (await store.Get(Kind, id.ToString(), ct)).Read<Person>();

    public async Task<Person?> GetBySubject(string subject, CancellationToken ct) =>
        (await store.GetByKey(Kind, BySubject, subject, ct)).Read<Person>();

    /// <exception cref="KeyTakenException">Somebody else has this subject.</exception>
    public Task Add(Person person, CancellationToken ct) =>
        store.Commit(new Batch(StoredJson.Put(Kind, person.Id.ToString(), person, 0, [new DocumentKey(BySubject, person.Subject!, Unique: true)])), ct);
}

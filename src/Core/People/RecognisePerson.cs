using Webinars.Storage;

namespace Webinars.People;

/// <summary>Turns the subject of a verified session into a person of ours; the first time it asks the directory who that is.</summary>
public sealed class RecognisePerson(PersonStore people, EndedSessions sessions, IUserDirectory directory)
{
    /// <param name="session">The sign-in that the subject was read from.</param>
    /// <exception cref="RefusedException">not-signed-in: the session has ended, or the provider knows no such user; busy.</exception>
    public async Task<Person> Run(string subject, string? session, CancellationToken ct)
    {
        if (await sessions.Has(session, ct))
        {
            throw new RefusedException(Refusal.NotSignedIn);
        }

        return await people.GetBySubject(subject, ct) ?? await Retry.WhenStale(() => Meet(subject, ct));
    }

    /// <summary>The person whose id our own cookie holds, as they are now.</summary>
    /// <returns>Null when they may not come in with it any more.</returns>
    public async Task<Person?> Again(Guid id, string? session, CancellationToken ct) =>
        await people.Get(id, ct) is { Gone: false } person && !await sessions.Has(session, ct) ? person : null;

    private async Task<Person> Meet(string subject, CancellationToken ct)
    {
        // Read before the directory is asked: whatever is told meanwhile makes it stale, and then it is asked again.
        var account = await people.GetAccount(subject, ct);
        if (await people.GetBySubject(subject, ct) is { } known)
        {
            return known;
        }

        var user = account.Closed ? null : await directory.Find(subject, ct);
        var person = new Person(Guid.CreateVersion7(), subject, "", null, null).As(user ?? throw new RefusedException(Refusal.NotSignedIn));
        try
        {
            await people.Save(person, account with { KnownAt = user.ChangedAt > account.KnownAt ? user.ChangedAt : account.KnownAt }, user.ChangedAt, ct);
            return person with { Version = 1 };
        }
        catch (KeyTakenException)
        {
            // Two first requests of one person: the other one was quicker.
            return (await people.GetBySubject(subject, ct))!;
        }
    }
}

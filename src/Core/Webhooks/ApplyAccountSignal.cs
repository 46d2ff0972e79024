using Webinars.People;
using Webinars.Storage;

namespace Webinars.Webhooks;

/// <summary>Keeps people in step with the identity provider. Repeated signals do nothing, late ones change nothing.</summary>
/// <remarks>Of somebody who never came here only the time of the change is kept: a person of ours begins with the first sign-in.</remarks>
public sealed class ApplyAccountSignal(IStore store, PersonStore people, Inbox inbox, IRoomConnections connections, TimeProvider time)
{
    /// <summary>The account of somebody who never came: as long as an older message may still come.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <param name="messageId">The vendor's, the same each time it is sent.</param>
    public async Task Run(string vendor, string messageId, AccountSignal signal, CancellationToken ct)
    {
        var gone = await Retry.WhenStale(async () =>
        {
            if (await inbox.Has(vendor, messageId, ct))
            {
                return null;
            }

            var (changed, person) = signal switch
            {
                UserChanged user => await Change(user, ct),
                UserDeleted user => await Forget(user, ct),
                SessionEnded ended => ([EndedSessions.ToPut(ended.Session, time.GetUtcNow())], null),
                _ => throw new ArgumentOutOfRangeException(nameof(signal)),
            };
            var now = time.GetUtcNow();
            NewDelivery[] told = person is null ? [] : [new Introduction(person.Id, $"{person.Version}").At(now)];
            await store.Commit(new Batch([.. changed, Inbox.ToPut(vendor, messageId, now)], told), ct);
            return signal is UserDeleted ? person : null;
        });

        // Stored first: whoever connects from now on is looked up and refused.
        if (signal is SessionEnded { Session: var session })
        {
            connections.EndSession(session);
        }
        else if (gone is not null)
        {
            connections.EndPerson(gone.Id);
        }
    }

    private async Task<(Put[] Changed, Person? Told)> Change(UserChanged signal, CancellationToken ct)
    {
        var account = await people.GetAccount(signal.User.Subject, ct);
        if (account.Closed || signal.At < account.KnownAt)
        {
            return ([], null);
        }

        var told = account with { KnownAt = signal.At };
        return await people.GetBySubject(signal.User.Subject, ct) is { } person
            ? ([PersonStore.ToPut(person.As(signal.User)), PersonStore.ToPut(told)], person.As(signal.User) == person ? null : person)
            : ([PersonStore.ToPut(told, time.GetUtcNow() + Kept)], null);
    }

    private async Task<(Put[] Changed, Person? Forgotten)> Forget(UserDeleted signal, CancellationToken ct)
    {
        var closed = PersonStore.ToPut(await people.GetAccount(signal.Subject, ct) with { KnownAt = signal.At, Closed = true });
        return await people.GetBySubject(signal.Subject, ct) is { } person ? ([PersonStore.ToPut(person.Forgotten()), closed], person) : ([closed], null);
    }
}

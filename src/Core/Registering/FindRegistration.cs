using Webinars.Mail;
using Webinars.People;
using Webinars.Storage;

namespace Webinars.Registering;

/// <summary>The registration of somebody who is signed in, also one that was made for their address without an account: that they are this person is noted with it.</summary>
/// <remarks>Their address counts because the identity provider has verified it.</remarks>
public sealed class FindRegistration(RegistrationStore registrations, PersonStore people, IStore store)
{
    /// <returns>Null when there is none.</returns>
    public async Task<Registration?> Run(Guid webinar, Guid person, CancellationToken ct) => await registrations.GetByPerson(webinar, person, ct) switch
    {
        { Status: not RegistrationStatus.Cancelled } known => known,
        _ => await Run(webinar, person, (await people.Get(person, ct))?.Email, ct),
    };

    /// <param name="verified">Their address, where they have one.</param>
    public Task<Registration?> Run(Guid webinar, Guid person, string? verified, CancellationToken ct) => Retry.WhenStale(async () =>
    {
        var known = await registrations.GetByPerson(webinar, person, ct);
        if (known is { Status: not RegistrationStatus.Cancelled } || EmailAddress.Read(verified) is not { } email || known?.Email == email
            || await registrations.GetByEmail(webinar, email, ct) is not { } theirs)
        {
            return known;
        }

        try
        {
            if (known is not null)
            {
                // They had another address. A person has one registration, and what they took back stands in nobody's way. If this is all that is done, the next visit does the rest.
                await store.Commit(new Batch(RegistrationStore.ToPut(known with { PersonId = null })), ct);
            }

            var mine = theirs.Of(person);
            await store.Commit(new Batch(RegistrationStore.ToPut(mine)), ct);
            return mine with { Version = mine.Version + 1 };
        }
        catch (KeyTakenException)
        {
            // They come by two doors at once, and the other was quicker.
            throw new StaleDocumentException("registration", $"{theirs.Id}");
        }
    });
}

using Webinars.People;
using Webinars.Registering;

namespace Webinars.Rooms.Guests;

/// <summary>What a browser holds for one registration.</summary>
public sealed record DeviceKey(Guid Registration, string Secret);

/// <summary>Somebody without an account, in the one webinar to which their link has led them.</summary>
public sealed record Guest(Person Person, string Session);

/// <summary>Knows people again by the device that their personal link has bound.</summary>
public sealed class RecogniseGuest(RegistrationStore registrations, BoundDeviceStore devices, PersonStore people)
{
    /// <returns>Null for who is nobody in this webinar, or has no seat there any more.</returns>
    public async Task<Guest?> Run(Guid webinar, IReadOnlyList<DeviceKey> keys, CancellationToken ct)
    {
        foreach (var key in keys)
        {
            if (await registrations.Get(key.Registration, ct) is { HasSeat: true, GuestId: { } id } one && one.WebinarId == webinar
                && (await devices.Get(one.Id, ct)).In(one.Round).Has(key.Secret)
                && await people.Get(id, ct) is { Gone: false } person)
            {
                return new Guest(person, GuestSession.Of(one));
            }
        }

        return null;
    }

    /// <summary>Whether the seat is still theirs; of who comes with an account others know.</summary>
    public async Task<bool> Again(string? session, CancellationToken ct) =>
        GuestSession.Read(session) is not { } id || (await registrations.Get(id, ct) is { HasSeat: true } one && GuestSession.Of(one) == session);
}

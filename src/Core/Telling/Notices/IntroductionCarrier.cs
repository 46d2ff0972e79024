using Webinars.Notifications;
using Webinars.Outbox;
using Webinars.People;
using Webinars.Storage;

namespace Webinars.Telling.Notices;

/// <summary>Tells whoever shows notices who somebody is, or that they are to be forgotten. Said again it changes nothing, so that no attempt needs the bytes of the one before: each says what is true then.</summary>
public sealed class IntroductionCarrier(PersonStore people, INotificationService service, NoticePace pace) : ICarrier
{
    public string Kind => Introduction.Delivery;

    public double? PerSecond => pace.Introductions;

    public async Task<Parcel?> Pack(StoredDelivery delivery, CancellationToken ct) =>
        await people.Get(Introduction.Read(delivery).Person, ct) is { } person ? new Parcel("{}", person.Gone ? "somebody to be forgotten" : "who somebody is") : null;

    public async Task<Batch> Send(StoredDelivery delivery, string parcel, string idempotencyKey, CancellationToken ct)
    {
        var person = (await people.Get(Introduction.Read(delivery).Person, ct))!;
        await (person.Gone ? service.Forget(person.Id, ct) : service.Identify(new NotifiedPerson(person.Id, person.Name, person.Email, person.Picture), ct));
        if (!person.Gone && await people.Get(person.Id, ct) is { Gone: true })
        {
            // They went while we told who they are: the order to forget them may have come first.
            await service.Forget(person.Id, ct);
        }

        return new Batch();
    }

    public Task<Batch> GiveUp(StoredDelivery delivery, DeliveryState state, CancellationToken ct) => Task.FromResult(new Batch());
}

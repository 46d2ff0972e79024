using Webinars.Mail;
using Webinars.Outbox;
using Webinars.Registering;
using Webinars.Registering.Invitations;
using Webinars.Scheduling;
using Webinars.Storage;

namespace Webinars.Telling;

/// <summary>Makes registrations and letters of a page of invitations: all in one commit, so that nobody is left out and none is written to twice.</summary>
public sealed class InvitationCarrier(WebinarStore webinars, RegistrationStore registrations, SeatStore seats, InvitationPages pages, IStore store, TimeProvider time) : ICarrier
{
    public string Kind => InvitationPages.Delivery;

    public double? PerSecond => null;

    public async Task<Parcel?> Pack(StoredDelivery delivery, CancellationToken ct) =>
        await pages.Get(delivery, ct) is { } page && await webinars.Get(page.Webinar, ct) is { Status: not WebinarStatus.Draft } webinar && !webinar.IsCalledOff(time.GetUtcNow())
            ? new Parcel("{}", $"{page.People.Count} invitations to “{webinar.Title}”")
            : null;

    public async Task<Batch> Send(StoredDelivery delivery, string parcel, string idempotencyKey, CancellationToken ct)
    {
        if (await pages.Get(delivery, ct) is { } page)
        {
            await seats.InLine(page.Webinar, async () => await pages.Get(delivery, ct) is { } still && await Save(still, ct), ct);
        }

        return new Batch();
    }

    public async Task<Batch> GiveUp(StoredDelivery delivery, DeliveryState state, CancellationToken ct) =>
        await pages.Get(delivery, ct) is { } page ? new Batch(InvitationPages.Done(page)) : new Batch();

    private async Task<bool> Save(InvitationPage page, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var invited = new List<Registration>();
        foreach (var one in page.People)
        {
            if (one.After(await registrations.GetByEmail(page.Webinar, one.Email, ct), page.Webinar, now) is { } after)
            {
                invited.Add(after);
            }
        }

        var letters = new LetterBatch(LetterKind.Invitation, page.Webinar, $"{page.List:N}", [.. invited.Select(to => new LetterBatch.Reader(to.Id))]);
        try
        {
            await store.Commit(new Batch([.. invited.Select(RegistrationStore.ToPut), InvitationPages.Done(page)], invited.Count == 0 ? [] : [letters.At(now)]), ct);
        }
        catch (KeyTakenException)
        {
            // Somebody registered at another node at this moment.
            throw new StaleDocumentException("registration", page.Id);
        }

        return true;
    }
}

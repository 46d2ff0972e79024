using Webinars.Mail;
using Webinars.Notifications;
using Webinars.Outbox;
using Webinars.Registering;
using Webinars.Rooms.Presence;
using Webinars.Scheduling;
using Webinars.Storage;
using Webinars.Telling.Notices;

namespace Webinars.Telling;

/// <summary>Turns a letter to all into letters: page by page, each page and how far it came in one commit, so that whoever dies in between leaves no reader out and writes to none twice.</summary>
public sealed class CircularCarrier(WebinarStore webinars, RegistrationStore registrations, VisitStore visits, IStore store, TimeProvider time) : ICarrier
{
    private readonly RegistrationPages _pages = new(registrations, store);

    public string Kind => Circular.Delivery;

    public double? PerSecond => null;

    public async Task<Parcel?> Pack(StoredDelivery delivery, CancellationToken ct)
    {
        var circular = Circular.Read(delivery);
        return await webinars.Get(circular.Webinar, ct) is { } webinar && LetterSense.Holds(circular.Kind, circular.Round, webinar, delivery.DueAt, time.GetUtcNow())
            ? new Parcel("{}", $"{circular.Kind} to all of “{webinar.Title}”")
            : null;
    }

    public async Task<Batch> Send(StoredDelivery delivery, string parcel, string idempotencyKey, CancellationToken ct)
    {
        var circular = Circular.Read(delivery);
        var webinar = (await webinars.Get(circular.Webinar, ct))!;

        // Who came later was told by the letter with which they came.
        var heard = circular.Kind is LetterKind.Rescheduled ? delivery.DueAt - Webinar.SecondThoughts : delivery.DueAt;
        foreach (var status in LetterSense.Readers(circular.Kind))
        {
            await _pages.Each(circular.Key, circular.Webinar, status, IEmailService.LargestBatch, page => Made(circular, webinar, [.. page.Where(to => to.Since <= heard)], ct), ct);
        }

        return new Batch();
    }

    public Task<Batch> GiveUp(StoredDelivery delivery, DeliveryState state, CancellationToken ct) => Task.FromResult(new Batch());

    /// <summary>Letters, and beside them a notice to those of the page who have an account.</summary>
    private async Task<IEnumerable<NewDelivery>> Made(Circular circular, Webinar webinar, IReadOnlyList<Registration> page, CancellationToken ct)
    {
        if (page.Count == 0)
        {
            return [];
        }

        var now = time.GetUtcNow();
        List<Guid> people = [.. page.Select(to => to.PersonId).OfType<Guid>()];
        IEnumerable<NewDelivery> notices = people.Count > 0 && NoticeSense.Beside(circular.Kind) is { } kind
            ? [new NoticeOrder(kind, circular.Webinar, circular.Round, people).At(now)]
            : [];
        return [.. notices, .. await Letters(circular, webinar, page, now, ct)];
    }

    /// <summary>What brings a calendar entry goes alone: batches take no attachments.</summary>
    private async Task<IEnumerable<NewDelivery>> Letters(Circular circular, Webinar webinar, IReadOnlyList<Registration> page, DateTimeOffset now, CancellationToken ct)
    {
        if (circular.Kind is LetterKind.Rescheduled or LetterKind.Cancelled)
        {
            return page.Select(to => new LetterOrder(circular.Kind, circular.Webinar, to.Id, circular.Round).At(now));
        }

        var readers = new List<LetterBatch.Reader>();
        foreach (var to in page)
        {
            readers.Add(new LetterBatch.Reader(to.Id, circular.Kind is LetterKind.ReplayAttended && !await WasThere(to, webinar, ct) ? LetterKind.ReplayMissed : null));
        }

        return [new LetterBatch(circular.Kind, circular.Webinar, circular.Round, readers).At(now)];
    }

    private async Task<bool> WasThere(Registration to, Webinar webinar, CancellationToken ct)
    {
        var (from, until) = (webinar.WentLiveAt ?? webinar.StartsAt, webinar.EndedAt ?? time.GetUtcNow());
        foreach (var person in to.People)
        {
            if (await visits.Stayed(to.WebinarId, person, from, until, ct) >= Visit.CountsFrom)
            {
                return true;
            }
        }

        return false;
    }
}

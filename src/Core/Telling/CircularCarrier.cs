using System.Text.Json.Serialization;
using Webinars.Mail;
using Webinars.Outbox;
using Webinars.Registering;
using Webinars.Rooms.Presence;
using Webinars.Scheduling;
using Webinars.Storage;

namespace Webinars.Telling;

/// <summary>Turns a letter to all into letters: page by page, each page and how far it came in one commit, so that whoever dies in between leaves no reader out and writes to none twice.</summary>
public sealed class CircularCarrier(WebinarStore webinars, RegistrationStore registrations, VisitStore visits, IStore store, TimeProvider time) : ICarrier
{
    private const string ProgressKind = "circular";
    private static readonly TimeSpan Attended = TimeSpan.FromSeconds(60);

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
        foreach (var status in LetterSense.Readers(circular.Kind))
        {
            while (await Page(circular, webinar, status, ct) == IEmailService.LargestBatch)
            {
            }
        }

        return new Batch();
    }

    public Task<Batch> GiveUp(StoredDelivery delivery, DeliveryState state, CancellationToken ct) => Task.FromResult(new Batch());

    /// <returns>How many readers it had.</returns>
    private async Task<int> Page(Circular circular, Webinar webinar, RegistrationStatus status, CancellationToken ct)
    {
        var id = $"{circular.Key}/{status}";
        var document = await store.Get(ProgressKind, id, ct);
        var after = document.Read<Progress>() is { } came ? new Registration { Id = came.Last, WebinarId = circular.Webinar, Email = "", Name = "", Since = came.Since } : null;
        var page = await registrations.Find(circular.Webinar, status, after, IEmailService.LargestBatch, ct);
        if (page.Count > 0)
        {
            var now = time.GetUtcNow();
            var progress = StoredJson.Put(ProgressKind, id, new Progress(page[^1].Id, page[^1].Since), document?.Version ?? 0, []);
            await store.Commit(new Batch([progress], [.. await Letters(circular, webinar, page, now, ct)]), ct);
        }

        return page.Count;
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
        foreach (var person in new[] { to.PersonId, to.GuestId }.OfType<Guid>())
        {
            if (await visits.Stayed(to.WebinarId, person, from, until, ct) >= Attended)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The place in the list, not who stood there: they may have left it since.</summary>
    private sealed record Progress([property: JsonRequired] Guid Last, [property: JsonRequired] DateTimeOffset Since);
}

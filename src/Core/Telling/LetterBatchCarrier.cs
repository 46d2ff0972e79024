using System.Text.Json;
using Webinars.Mail;
using Webinars.Outbox;
using Webinars.Storage;

namespace Webinars.Telling;

/// <summary>Brings one letter to up to a hundred readers with one call.</summary>
public sealed class LetterBatchCarrier(LetterDesk desk, IEmailService service, MailPace pace, TimeProvider time) : ICarrier
{
    public string Kind => LetterBatch.Delivery;

    public string Lane => MailPace.Lane;

    public double? PerSecond => pace.PerSecond;

    public async Task<Parcel?> Pack(StoredDelivery delivery, CancellationToken ct)
    {
        var batch = LetterBatch.Read(delivery);
        var written = new List<WrittenOrder>();
        foreach (var order in batch.Orders)
        {
            if (await desk.Write(order, delivery.DueAt, ct) is { } email)
            {
                written.Add(new WrittenOrder(order, email));
            }
        }

        return written.Count == 0 ? null : new Parcel(JsonSerializer.Serialize(written, StoredJson.Options), $"{batch.Kind} to {written.Count} readers");
    }

    public async Task<Batch> Send(StoredDelivery delivery, string parcel, string idempotencyKey, CancellationToken ct)
    {
        var written = JsonSerializer.Deserialize<List<WrittenOrder>>(parcel, StoredJson.Options)!;
        var now = time.GetUtcNow();
        try
        {
            var ids = await service.SendBatch([.. written.Select(one => one.Email)], idempotencyKey, ct);
            return new Batch([.. written.Select((one, i) => LetterRecords.ToPut(one.Order, DeliveryState.Sent, ids[i], now))]);
        }
        catch (VendorException error) when (error.Failure is VendorFailure.Rejected { Status: 400 or 422 })
        {
            // One of them is wrong, and so none was sent: each goes alone, and only that one stays behind.
            return new Batch([], [.. written.Select(one => one.Order.At(now))]);
        }
    }

    public Task<Batch> GiveUp(StoredDelivery delivery, DeliveryState state, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return Task.FromResult(new Batch([.. LetterBatch.Read(delivery).Orders.Select(order => LetterRecords.ToPut(order, state, null, now))]));
    }

    private sealed record WrittenOrder(LetterOrder Order, Email Email);
}

/// <summary>One page of a letter to all: who is in it was decided once, so that its key always means the same letters.</summary>
public sealed record LetterBatch(LetterKind Kind, Guid Webinar, string Round, IReadOnlyList<LetterBatch.Reader> Readers)
{
    public const string Delivery = "letter-batch";

    public IEnumerable<LetterOrder> Orders => Readers.Select(reader => new LetterOrder(reader.Kind ?? Kind, Webinar, reader.Registration, Round));

    public NewDelivery At(DateTimeOffset due) =>
        new($"letters/{Kind}/{Webinar:N}/{Round}/{Readers[0].Registration:N}", Delivery, JsonSerializer.Serialize(this, StoredJson.Options), due);

    public static LetterBatch Read(StoredDelivery delivery) => JsonSerializer.Deserialize<LetterBatch>(delivery.Json, StoredJson.Options)!;

    /// <param name="Kind">Where it differs from the batch's.</param>
    public sealed record Reader(Guid Registration, LetterKind? Kind = null);
}

using System.Text.Json;
using Webinars.Mail;
using Webinars.Outbox;
using Webinars.Storage;

namespace Webinars.Telling;

/// <summary>Brings one letter to one reader.</summary>
public class LetterCarrier(LetterDesk desk, IEmailService service, MailPace pace, TimeProvider time) : ICarrier
{
    public virtual string Kind => LetterOrder.Delivery;

    public string Lane => MailPace.Lane;

    public double? PerSecond => pace.PerSecond;

    public async Task<Parcel?> Pack(StoredDelivery delivery, CancellationToken ct)
    {
        var order = LetterOrder.Read(delivery);
        return await desk.Write(order, delivery.DueAt, ct) is { } email
            ? new Parcel(JsonSerializer.Serialize(email, StoredJson.Options), $"{order.Kind} to {Masked(email.To)}")
            : null;
    }

    public async Task<Batch> Send(StoredDelivery delivery, string parcel, string idempotencyKey, CancellationToken ct)
    {
        var id = await service.Send(JsonSerializer.Deserialize<Email>(parcel, StoredJson.Options)!, idempotencyKey, ct);
        return new Batch(LetterRecords.ToPut(LetterOrder.Read(delivery), DeliveryState.Sent, id, time.GetUtcNow()));
    }

    public Task<Batch> GiveUp(StoredDelivery delivery, DeliveryState state, CancellationToken ct) =>
        Task.FromResult(new Batch(LetterRecords.ToPut(LetterOrder.Read(delivery), state, null, time.GetUtcNow())));

    /// <summary>Enough for an operator to see that it is a typing error, not enough for a list of addresses.</summary>
    internal static string Masked(string address) => address.LastIndexOf('@') is >= 0 and var at ? $"{(at > 1 ? address[..1] : "")}…{address[at..]}" : "…";
}

/// <summary>Brings one of very many letters, each of which goes alone: beside the others in the same lane.</summary>
public sealed class OneOfManyCarrier(LetterDesk desk, IEmailService service, MailPace pace, TimeProvider time) : LetterCarrier(desk, service, pace, time)
{
    public override string Kind => LetterOrder.OneOfMany;
}

/// <summary>How many calls the carrier of letters takes in a second from all nodes: a tenth below its own limit.</summary>
public sealed record MailPace(double PerSecond)
{
    /// <summary>In which all that is mailed leaves.</summary>
    public const string Lane = "mail";
}

using System.Text.Json;
using Webinars.Mail;
using Webinars.Outbox;
using Webinars.Storage;

namespace Webinars.KillTest;

/// <summary>Brings a letter whose delivery's JSON is the address: the smallest carrier of the real mail service. What it packs is another each time, so that only frozen bytes can be the same twice.</summary>
public sealed class Mailing(string kind, IEmailService service, double perSecond) : ICarrier
{
    public const string Left = "left";

    public static readonly string[] Kinds = ["letter", "letter-batch"];

    public string Kind => kind;

    public string Lane => "mail";

    public double? PerSecond => perSecond;

    public Task<Parcel?> Pack(StoredDelivery delivery, CancellationToken ct) => Task.FromResult<Parcel?>(new Parcel(
        JsonSerializer.Serialize(new Email { To = delivery.Json, Subject = delivery.Key, Html = $"<p>{Guid.NewGuid()}", Text = "Hello" }), delivery.Key));

    public async Task<Batch> Send(StoredDelivery delivery, string parcel, string idempotencyKey, CancellationToken ct)
    {
        var email = JsonSerializer.Deserialize<Email>(parcel)!;
        var id = kind == Kinds[0] ? await service.Send(email, idempotencyKey, ct) : (await service.SendBatch([email], idempotencyKey, ct))[0];
        return new Batch(new Put(Left, delivery.Key, id, 0));
    }

    public Task<Batch> GiveUp(StoredDelivery delivery, DeliveryState state, CancellationToken ct) => Task.FromResult(new Batch());
}

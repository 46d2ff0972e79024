using System.Text.Json;
using Webinars.Storage;

namespace Webinars.Mail;

/// <summary>A letter, and a notice in the pages, to all who are registered: one row, from which theirs are made when its time has come.</summary>
/// <param name="Round">Tells two of one kind apart: the schedule that it speaks of, or an announcement's id.</param>
public sealed record Circular(LetterKind Kind, Guid Webinar, string Round)
{
    /// <summary>Kind of the delivery.</summary>
    public const string Delivery = "circular";

    public string Key => $"circular/{Kind}/{Webinar:N}/{Round}";

    public NewDelivery At(DateTimeOffset due) => new(Key, Delivery, JsonSerializer.Serialize(this, StoredJson.Options), due);

    public static Circular Read(StoredDelivery delivery) => JsonSerializer.Deserialize<Circular>(delivery.Json, StoredJson.Options)!;
}

using System.Text.Json;
using Webinars.Storage;

namespace Webinars.People;

/// <summary>Whoever shows notices inside the pages must learn who somebody is, or that they are gone: an id only, what is true is read when it is told.</summary>
/// <param name="Round">Tells two of one person apart.</param>
public sealed record Introduction(Guid Person, string Round)
{
    /// <summary>Kind of the delivery.</summary>
    public const string Delivery = "introduction";

    public string Key => $"introduction/{Person:N}/{Round}";

    public NewDelivery At(DateTimeOffset due) => new(Key, Delivery, JsonSerializer.Serialize(this, StoredJson.Options), due);

    public static Introduction Read(StoredDelivery delivery) => JsonSerializer.Deserialize<Introduction>(delivery.Json, StoredJson.Options)!;
}

using System.Text.Json;
using Webinars.Storage;

namespace Webinars.Scheduling;

/// <summary>More may come than before: those who wait must be looked at again.</summary>
/// <param name="Version">Of the webinar before it was changed: tells two changes apart.</param>
public sealed record MayCome(Guid Webinar, long Version)
{
    /// <summary>Kind of the delivery.</summary>
    public const string Delivery = "may-come";

    public NewDelivery At(DateTimeOffset due) => new($"{Delivery}/{Webinar:N}/{Version}", Delivery, JsonSerializer.Serialize(this, StoredJson.Options), due);

    public static MayCome Read(StoredDelivery delivery) => JsonSerializer.Deserialize<MayCome>(delivery.Json, StoredJson.Options)!;

    /// <summary>There are more seats, or nobody has to be let in any more.</summary>
    public static bool Loosened(Access after, Access before) =>
        (after.Capacity ?? int.MaxValue) > (before.Capacity ?? int.MaxValue)
        || (before.Policy is AccessPolicy.Approval && after.Policy is AccessPolicy.Open or AccessPolicy.Registered);
}

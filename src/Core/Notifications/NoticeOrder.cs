using System.Text.Json;
using Webinars.Storage;

namespace Webinars.Notifications;

/// <summary>A notice that must be shown to people inside the pages: ids only, the truth is read when its time has come.</summary>
/// <param name="Round">Tells two of one kind in one webinar apart, e.g. the schedule that it speaks of.</param>
/// <param name="To">At most <see cref="INotificationService.MostRecipients"/>. Null: those of the webinar's hosts whom it concerns, or, where it goes to all, who is registered.</param>
public sealed record NoticeOrder(NoticeKind Kind, Guid Webinar, string Round, IReadOnlyList<Guid>? To = null)
{
    /// <summary>Kind of the delivery.</summary>
    public const string Delivery = "notice";

    /// <summary>Kind of the delivery of one to all who are registered, from which theirs are made.</summary>
    public const string ToAll = "notice-circular";

    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(5);

    /// <summary>The question or poll that it speaks of.</summary>
    public long? Subject { get; init; }

    /// <summary>Of the room's event that it tells of; 0: of none.</summary>
    public long Position { get; init; }

    public string Key => To is [var first, ..] ? $"notice/{Kind}/{Webinar:N}/{Round}/{first:N}" : $"notice/{Kind}/{Webinar:N}/{Round}";

    /// <summary>A round for what would ring again and again: one for each five minutes of the clock.</summary>
    public static string Within(DateTimeOffset at) => $"{at.UtcTicks / Quiet.Ticks}";

    public NewDelivery At(DateTimeOffset due) => new(Key, Delivery, Json(), due);

    public NewDelivery ToAllAt(DateTimeOffset due) => new($"{ToAll}/{Kind}/{Webinar:N}/{Round}", ToAll, Json(), due);

    public static NoticeOrder Read(StoredDelivery delivery) => JsonSerializer.Deserialize<NoticeOrder>(delivery.Json, StoredJson.Options)!;

    private string Json() => JsonSerializer.Serialize(this, StoredJson.Options);
}

using System.Text.Json;
using Webinars.Storage;

namespace Webinars.Mail;

/// <summary>A letter that must be written and sent to one who is registered: ids only, the truth is read when its time has come.</summary>
/// <param name="Round">Tells two letters of one kind to one registration apart, e.g. the schedule that it speaks of.</param>
public sealed record LetterOrder(LetterKind Kind, Guid Webinar, Guid Registration, string Round)
{
    /// <summary>Kind of the delivery.</summary>
    public const string Delivery = "letter";

    /// <summary>Kind of the delivery of one of very many: who waits for a code or a confirmation does not wait behind them.</summary>
    public const string OneOfMany = "letter-of-many";

    public string Key => $"letter/{Kind}/{Registration:N}/{Round}";

    public NewDelivery At(DateTimeOffset due) => new(Key, IsOneOfMany ? OneOfMany : Delivery, JsonSerializer.Serialize(this, StoredJson.Options), due);

    private bool IsOneOfMany => Kind is LetterKind.Rescheduled or LetterKind.Cancelled or LetterKind.Invitation or LetterKind.Announcement or LetterKind.LiveNow
        or LetterKind.ReminderDay or LetterKind.ReminderHour or LetterKind.ReminderTenMinutes or LetterKind.ReplayAttended or LetterKind.ReplayMissed;

    public static LetterOrder Read(StoredDelivery delivery) => JsonSerializer.Deserialize<LetterOrder>(delivery.Json, StoredJson.Options)!;
}

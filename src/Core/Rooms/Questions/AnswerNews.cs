using System.Text.Json;
using Webinars.Storage;

namespace Webinars.Rooms.Questions;

/// <summary>A question was answered: one row, from which notices and letters to those who asked it and have left are made.</summary>
/// <param name="Position">Of the answer.</param>
public sealed record AnswerNews(Guid Webinar, long Question, long Position)
{
    /// <summary>Kind of the delivery.</summary>
    public const string Delivery = "answer";

    public NewDelivery At(DateTimeOffset due) => new($"answer/{Webinar:N}/{Position}", Delivery, JsonSerializer.Serialize(this, StoredJson.Options), due);

    public static AnswerNews Read(StoredDelivery delivery) => JsonSerializer.Deserialize<AnswerNews>(delivery.Json, StoredJson.Options)!;
}

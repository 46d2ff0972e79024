using System.Text.Json.Serialization;
using Webinars.Mail;
using Webinars.Outbox;

namespace Webinars.Telling;

/// <summary>That a letter left, or why it did not. What became of it at the other side is known by its carrier's id (<see cref="EmailStore"/>).</summary>
/// <param name="Order">Key of the <see cref="LetterOrder"/>.</param>
/// <param name="EmailId">The carrier's; null when it did not leave.</param>
public sealed record LetterRecord(string Order, LetterKind Kind, Guid Webinar, Guid Registration, DeliveryState State, string? EmailId, DateTimeOffset At);

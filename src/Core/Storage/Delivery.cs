namespace Webinars.Storage;

/// <summary>Something that must leave the house: saved with the fact that causes it.</summary>
/// <param name="Key">Unique for ever; saving the same key again changes nothing.</param>
public sealed record NewDelivery(string Key, string Kind, string Json, DateTimeOffset DueAt);

public sealed record StoredDelivery(string Key, string Kind, string Json, DateTimeOffset DueAt);

/// <param name="Due">How many are due.</param>
/// <param name="OldestDue">Since when the longest overdue is due; null when none is.</param>
/// <param name="Later">How many are due later: reminders, those that wait for another attempt, those that are being sent.</param>
public sealed record DeliveryQueue(string Kind, int Due, DateTimeOffset? OldestDue, int Later);

namespace Webinars.Storage;

/// <summary>Something that must leave the house: saved with the fact that causes it.</summary>
/// <param name="Key">Unique for ever; saving the same key again changes nothing.</param>
public sealed record NewDelivery(string Key, string Kind, string Json, DateTimeOffset DueAt);

public sealed record StoredDelivery(string Key, string Kind, string Json, DateTimeOffset DueAt);

namespace Webinars.People;

/// <summary>Somebody. The id is ours; who signs them in is an attribute.</summary>
/// <param name="Subject">Their user id at the identity provider; null for people without an account.</param>
public sealed record Person(Guid Id, string? Subject, string Name, string? Email, string? Picture);

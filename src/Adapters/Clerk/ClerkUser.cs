using System.Text.Json.Serialization;
using Webinars.People;

namespace Webinars.Adapters.Clerk;

/// <summary>What we read of Clerk's User, in answers and in webhooks; everything else is left alone.</summary>
internal sealed record ClerkUser(
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("first_name")] string? FirstName,
    [property: JsonPropertyName("last_name")] string? LastName,
    [property: JsonPropertyName("username")] string? Username,
    [property: JsonPropertyName("image_url")] string? ImageUrl,
    [property: JsonPropertyName("has_image")] bool? HasImage,
    [property: JsonPropertyName("primary_email_address_id")] string? PrimaryId,
    [property: JsonPropertyName("email_addresses")] IReadOnlyList<ClerkUser.EmailAddress>? Addresses,
    [property: JsonPropertyName("updated_at")] long? UpdatedAt)
{
    public DirectoryUser ToDirectoryUser(string subject) =>
        new(subject, Name, Email, HasImage is true ? ImageUrl : null, DateTimeOffset.FromUnixTimeMilliseconds(UpdatedAt ?? 0));

    private string Name => $"{FirstName} {LastName}".Trim() is { Length: > 0 } name ? name : Username ?? "";

    /// <summary>One that they have shown to be theirs: what was sent to an address is shown to who has it.</summary>
    private string? Email => (Addresses ?? []).Where(address => address.Proof?.Status == "verified").OrderByDescending(address => address.Id == PrimaryId).FirstOrDefault()?.Address;

    internal sealed record EmailAddress(
        [property: JsonPropertyName("id")] string? Id,
        [property: JsonPropertyName("email_address")] string? Address,
        [property: JsonPropertyName("verification")] Verification? Proof);

    internal sealed record Verification([property: JsonPropertyName("status")] string? Status);
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Webinars.People;

namespace Webinars.Adapters.Clerk;

/// <summary>Clerk's users over its Backend API (<c>GET /users/{id}</c>).</summary>
internal sealed class ClerkUsers(HttpClient http) : IUserDirectory
{
    public async Task<DirectoryUser?> Find(string subject, CancellationToken ct)
    {
        using var answer = await VendorCall.Send(http, new HttpRequestMessage(HttpMethod.Get, $"users/{Uri.EscapeDataString(subject)}"), ct);
        if (answer.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }

        var user = await answer.Content.ReadFromJsonAsync<User>(ct);
        return user is null ? null : new DirectoryUser(subject, user.Name, user.Email, user.HasImage ? user.ImageUrl : null);
    }

    /// <summary>What we read of Clerk's User; everything else is left alone.</summary>
    private sealed record User(
        [property: JsonPropertyName("first_name")] string? FirstName,
        [property: JsonPropertyName("last_name")] string? LastName,
        [property: JsonPropertyName("username")] string? Username,
        [property: JsonPropertyName("image_url")] string? ImageUrl,
        [property: JsonPropertyName("has_image")] bool HasImage,
        [property: JsonPropertyName("primary_email_address_id")] string? PrimaryId,
        [property: JsonPropertyName("email_addresses")] IReadOnlyList<EmailAddress>? Addresses)
    {
        public string Name => $"{FirstName} {LastName}".Trim() is { Length: > 0 } name ? name : Username ?? "";

        public string? Email => (Addresses ?? []).OrderByDescending(address => address.Id == PrimaryId).FirstOrDefault()?.Address;
    }

    private sealed record EmailAddress([property: JsonPropertyName("id")] string? Id, [property: JsonPropertyName("email_address")] string? Address);
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Webinars.People;
using Webinars.Storage;

namespace Webinars.Rooms;

/// <summary>Lets one person into one room, once: so that no session token ever stands in a URL.</summary>
/// <param name="Session">The sign-in that it comes from; its end ends the connection.</param>
public sealed record Ticket(Guid Webinar, Guid Person, string Name, Role Role, string? Session, Guid Number, DateTimeOffset ExpiresAt);

/// <summary>Issues and redeems tickets: JSON and its HMAC-SHA256, both base64url, under a key that all nodes share through the store.</summary>
public sealed class TicketOffice(Secrets secrets, ITicketBook book, TimeProvider time)
{
    private const string Key = "tickets";
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(60);

    public async Task<(string Ticket, DateTimeOffset ExpiresAt)> Issue(Guid webinar, Person person, Role role, string? session, CancellationToken ct)
    {
        var ticket = new Ticket(webinar, person.Id, person.Name, role, session, Guid.NewGuid(), time.GetUtcNow() + Life);
        var body = JsonSerializer.SerializeToUtf8Bytes(ticket, StoredJson.Options);
        var signature = HMACSHA256.HashData(await secrets.Get(Key, ct), body);
        return ($"{Base64Url.EncodeToString(body)}.{Base64Url.EncodeToString(signature)}", ticket.ExpiresAt);
    }

    /// <returns>Null when it is not ours, too old, or was redeemed before.</returns>
    public async Task<Ticket?> Redeem(string? text, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return Read(text, await secrets.Get(Key, ct)) is { } ticket && ticket.ExpiresAt > now && await book.Redeem(ticket.Number, ticket.ExpiresAt, ct) ? ticket : null;
    }

    private static Ticket? Read(string? text, byte[] key) =>
        text?.Split('.') is [var body, var signature]
        && Decode(body) is { } json
        && Decode(signature) is { } given
        && CryptographicOperations.FixedTimeEquals(given, HMACSHA256.HashData(key, json))
            ? JsonSerializer.Deserialize<Ticket>(json, StoredJson.Options)
            : null;

    private static byte[]? Decode(string text) => Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;
}

using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Webinars.People;
using Webinars.Storage;

namespace Webinars.Rooms;

/// <summary>Lets one person into one room, once: so that no session token ever stands in a URL.</summary>
/// <param name="Session">The sign-in that it comes from; its end ends the connection.</param>
public sealed record Ticket(Guid Webinar, Guid Person, string Name, Role Role, string? Session, Guid Number, DateTimeOffset ExpiresAt);

/// <summary>Issues and redeems tickets: JSON and its HMAC-SHA256, both base64url, under a key that all nodes share through the store.</summary>
public sealed class TicketOffice(Secrets secrets, TimeProvider time)
{
    private const string Key = "tickets";
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _redeemed = new();
    private long _sweepAt;

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
        return Read(text, await secrets.Get(Key, ct)) is { } ticket && ticket.ExpiresAt > now && First(ticket, now) ? ticket : null;
    }

    private static Ticket? Read(string? text, byte[] key) =>
        text?.Split('.') is [var body, var signature]
        && Decode(body) is { } json
        && Decode(signature) is { } given
        && CryptographicOperations.FixedTimeEquals(given, HMACSHA256.HashData(key, json))
            ? JsonSerializer.Deserialize<Ticket>(json, StoredJson.Options)
            : null;

    private static byte[]? Decode(string text) => Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;

    private bool First(Ticket ticket, DateTimeOffset now)
    {
        // Once in a ticket's life, by one of those who come: thousands may come at once.
        var due = Interlocked.Read(ref _sweepAt);
        if (now.Ticks >= due && Interlocked.CompareExchange(ref _sweepAt, (now + Life).Ticks, due) == due)
        {
            foreach (var old in _redeemed.Where(one => one.Value <= now))
            {
                _redeemed.TryRemove(old);
            }
        }

        return _redeemed.TryAdd(ticket.Number, ticket.ExpiresAt);
    }
}

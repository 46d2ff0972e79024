using Webinars.Storage;

namespace Webinars.Webhooks;

/// <summary>Messages that were applied: a row for each (vendor, id), saved in one commit with what it changes. Never the message itself.</summary>
public sealed class Inbox(IStore store)
{
    public const string Kind = "inbox";

    /// <summary>No vendor sends a message again after more than a day or two.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    public async Task<bool> Has(string vendor, string id, CancellationToken ct) => await store.Get(Kind, Key(vendor, id), ct) is not null;

    public static Put ToPut(string vendor, string id, DateTimeOffset at) => StoredJson.Put(Kind, Key(vendor, id), new { At = at }, 0, [DocumentKey.Expires(at + Kept)]);

    private static string Key(string vendor, string id) => $"{vendor}/{id}";
}

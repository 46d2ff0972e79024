using Webinars.Storage;

namespace Webinars.Webhooks;

/// <summary>Messages that were applied: a row for each (vendor, id), saved in one commit with what it changes. Never the message itself.</summary>
public sealed class Inbox(IStore store)
{
    private const string Kind = "inbox";

    public async Task<bool> Has(string vendor, string id, CancellationToken ct) => await store.Get(Kind, Key(vendor, id), ct) is not null;

    public static Put ToPut(string vendor, string id, DateTimeOffset at) => StoredJson.Put(Kind, Key(vendor, id), new { At = at }, 0, []);

    private static string Key(string vendor, string id) => $"{vendor}/{id}";
}

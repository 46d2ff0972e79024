using System.Text.Json.Serialization;
using Webinars.Registering;
using Webinars.Storage;

namespace Webinars.Telling;

/// <summary>Goes through all of a webinar page by page: what is made of a page, and how far it came, in one commit, so that whoever dies in between leaves nobody out and tells nobody twice.</summary>
internal sealed class RegistrationPages(RegistrationStore registrations, IStore store)
{
    private const string Kind = "circular";

    /// <param name="key">Of the delivery that asks for it; the same goes on where it stood.</param>
    public async Task Each(
        string key, Guid webinar, RegistrationStatus status, int size, Func<IReadOnlyList<Registration>, Task<IEnumerable<NewDelivery>>> make, CancellationToken ct)
    {
        var id = $"{key}/{status}";
        IReadOnlyList<Registration> page;
        do
        {
            var document = await store.Get(Kind, id, ct);
            var after = document.Read<Progress>();
            page = await registrations.Find(webinar, status, after is null ? null : (after.Since, after.Last), size, ct);
            if (page.Count > 0)
            {
                var progress = StoredJson.Put(Kind, id, new Progress(page[^1].Since, page[^1].Id), document?.Version ?? 0, []);
                await store.Commit(new Batch([progress], [.. await make(page)]), ct);
            }
        }
        while (page.Count == size);
    }

    /// <summary>The last of a page, as they stood then: they may have left their place in the list since.</summary>
    private sealed record Progress([property: JsonRequired] DateTimeOffset Since, [property: JsonRequired] Guid Last);
}

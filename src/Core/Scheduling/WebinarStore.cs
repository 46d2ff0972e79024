using System.Runtime.CompilerServices;
using Webinars.Log;
using Webinars.People;
using Webinars.Storage;

namespace Webinars.Scheduling;

/// <summary>Webinars as documents: by id, by slug, and in the three lists.</summary>
public sealed class WebinarStore(IStore store, RoomLog log, IRoles roles)
{
    private const string Kind = "webinar";
    private const string BySlug = "slug";

    public async Task<Webinar?> Get(Guid id, CancellationToken ct) => Read(await store.Get(Kind, id.ToString(), ct));

    public async Task<Webinar?> GetBySlug(string slug, CancellationToken ct) => Read(await store.GetByKey(Kind, BySlug, slug, ct));

    /// <exception cref="RefusedException">not-found: it does not exist, or this person may not see it.</exception>
    public async Task<Webinar> GetVisible(Guid id, Guid? person, CancellationToken ct) =>
        await Get(id, ct) is { } webinar && webinar.IsVisibleTo(person) ? webinar : throw new RefusedException(Refusal.NotFound);

    /// <summary>The webinar, and the person in the role that they have in it now: one that may do this.</summary>
    /// <exception cref="RefusedException">not-found; banned; not-allowed: visible, but their role does not reach.</exception>
    public async Task<(Webinar Webinar, Actor By)> GetFor(Guid id, Person person, Capability needs, CancellationToken ct)
    {
        var webinar = await GetVisible(id, person.Id, ct);
        var role = await roles.Of(webinar, person.Id, ct) ?? throw new RefusedException(Refusal.Banned);
        return role.Has(needs) ? (webinar, new Actor(person.Id, person.Name, role)) : throw new RefusedException(Refusal.NotAllowed);
    }

    public async Task<IReadOnlyList<Webinar>> Find(string index, string from, string to, int max, bool descending, CancellationToken ct) =>
        [.. (await store.Find(Kind, index, from, to, max, descending, ct)).Select(document => Read(document)!)];

    /// <summary>All that <see cref="Find"/> finds, ascending, read page by page.</summary>
    public async IAsyncEnumerable<Webinar> FindAll(string index, string from, string to, [EnumeratorCancellation] CancellationToken ct)
    {
        const int Page = 200;
        IReadOnlyList<Webinar> page;
        do
        {
            page = await Find(index, from, to, Page, descending: false, ct);
            foreach (var webinar in page)
            {
                yield return webinar;
                from = WebinarLists.After(webinar, index);
            }
        }
        while (page.Count == Page);
    }

    /// <summary>
    /// Saves the webinar with what must be saved together with it; tells the room when its status or schedule has changed, and whoever must hear of that outside of it.
    /// </summary>
    /// <param name="told">What the room is told beside that, before it.</param>
    /// <exception cref="StaleDocumentException">It is not the version that was read.</exception>
    public async Task<Webinar> Save(
        Webinar after, Webinar? before, Actor? by, DateTimeOffset at, CancellationToken ct, IReadOnlyList<Put>? with = null, IReadOnlyList<RoomEvent>? told = null)
    {
        var changed = after != before;
        List<RoomEvent> events = [.. told ?? []];
        if (after.Revision != before?.Revision)
        {
            events.Add(after.Announcement(by, at));
        }

        List<Put> documents = [.. with ?? []];
        if (changed)
        {
            documents.Add(ToPut(after));
        }

        await log.Append(after.Id, events, new Batch(documents, [.. WhatFollows.Of(after, before, at)]), ct);
        return changed ? after with { Version = after.Version + 1 } : after;
    }

    private static Put ToPut(Webinar webinar) =>
        StoredJson.Put(Kind, webinar.Id.ToString(), webinar, webinar.Version, [new DocumentKey(BySlug, webinar.Slug, Unique: true), .. WebinarLists.Keys(webinar)]);

    private static Webinar? Read(Document? document) => document.Read<Webinar>() is { } webinar ? webinar with { Version = document!.Version } : null;
}

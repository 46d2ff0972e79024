using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Webinars.People;
using Webinars.Storage;

namespace Webinars.Scheduling;

/// <summary>Makes a new webinar, as a draft that only its host sees.</summary>
public sealed class ScheduleWebinar(WebinarStore webinars, IStore store, TimeProvider time)
{
    private const string Requests = "request";

    /// <param name="idempotencyKey">The same key of the same person gives the same webinar; at most 255 characters.</param>
    /// <exception cref="RefusedException">A field's refusal; idempotency-conflict: the key was used for another webinar.</exception>
    public async Task<Webinar> Run(WebinarDraft draft, Person host, string? idempotencyKey, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var said = draft.Checked(now);
        var webinar = new Webinar
        {
            Id = Guid.CreateVersion7(now),
            Slug = Slug.From(said.Title!),
            Title = said.Title!,
            Description = said.Description!,
            StartsAt = said.StartsAt,
            DurationMinutes = said.DurationMinutes,
            TimeZone = said.TimeZone!,
            Access = (said.Access ?? new AccessChange()).On(new Access()).Checked(),
            HostId = host.Id,
            HostName = host.Name,
        };
        var by = new Actor(host.Id, host.Name, Role.Owner);
        if (idempotencyKey is null)
        {
            return await webinars.Save(webinar, null, by, now, ct);
        }

        var request = new Request(webinar.Id, Digest(JsonSerializer.Serialize(said)));
        var key = $"{host.Id:N}.{Digest(idempotencyKey)}";
        if (await First(key, request, ct) is { } first)
        {
            return first;
        }

        try
        {
            return await webinars.Save(webinar, null, by, now, ct, [StoredJson.Put(Requests, key, request, 0, [])]);
        }
        catch (StaleDocumentException)
        {
            return (await First(key, request, ct))!;
        }
    }

    private async Task<Webinar?> First(string key, Request request, CancellationToken ct) =>
        (await store.Get(Requests, key, ct)).Read<Request>() switch
        {
            null => null,
            var first when first.Digest != request.Digest => throw new RefusedException(Refusal.IdempotencyConflict),
            var first => await webinars.Get(first.Webinar, ct),
        };

    private static string Digest(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private sealed record Request(Guid Webinar, string Digest);
}

using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Webinars.People;
using Webinars.Registering;
using Webinars.Rooms;
using Webinars.Rooms.Handouts;
using Webinars.Scheduling;

namespace Webinars.Api;

/// <summary>Files for everybody in the room.</summary>
internal static class HandoutsApi
{
    /// <summary>What is too large is still read so far: a browser that is cut off hears of a lost connection, not of the refusal.</summary>
    private const int LargestRead = 32 * 1024 * 1024;

    public static void MapHandouts(this IEndpointRouteBuilder routes)
    {
        var handouts = routes.MapGroup("/api/webinars/{id:guid}/handouts").WithTags("Handouts").RequireAuthorization();
        handouts.MapPost("", Add).WithMetadata(new RequestSizeLimitAttribute(LargestRead));
        handouts.MapGet("/{handoutId:long}", Download);
    }

    private static async Task<Created<Receipt>> Add(
        Guid id,
        string? title,
        string? name,
        [FromHeader(Name = "Idempotency-Key")] string? key,
        WebinarStore webinars,
        LiveRooms rooms,
        ClaimsPrincipal user,
        HttpRequest request,
        CancellationToken ct)
    {
        // Before the body is read: megabytes are taken only from those who may send them.
        var (_, you) = await webinars.GetFor(id, user.Person(), Capability.ShareHandouts, ct);
        var content = await Read(request, ct);
        var room = await rooms.Open(id);
        var receipt = await room.Post(new AddFile(you, key ?? Guid.NewGuid().ToString("N"), id, title, name, request.ContentType, content));
        return TypedResults.Created($"{request.Path}/{receipt.Position}", receipt);
    }

    private static async Task<FileContentHttpResult> Download(
        Guid id, long handoutId, WebinarStore webinars, Admission admission, HandoutFiles files, ClaimsPrincipal user, HttpContext context, CancellationToken ct)
    {
        var person = user.Person().Id;
        await admission.Of(await webinars.GetVisible(id, person, ct), person, ct);
        var file = await files.Get(id, handoutId, ct) ?? throw new RefusedException(Refusal.NotFound);
        context.Response.Headers.CacheControl = "private";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.File(file.Content, file.Type, file.Name);
    }

    private static async Task<byte[]> Read(HttpRequest request, CancellationToken ct)
    {
        var body = new byte[AddFile.MaxBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, ct);
        await request.Body.CopyToAsync(Stream.Null, ct);
        return body[..length];
    }
}

using System.Buffers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Webinars.Webhooks;

namespace Webinars.Api;

/// <summary>Where vendors tell us things. 200: taken, or known already; 401: not theirs, or stale; 413: too large.</summary>
internal static class WebhooksApi
{
    private const int Largest = 256 * 1024;

    public static void MapWebhooks(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/webhooks/{vendor}", Receive).ExcludeFromDescription();

    private static async Task<Results<Ok, NotFound, UnauthorizedHttpResult, StatusCodeHttpResult>> Receive(
        string vendor, IEnumerable<IWebhook> webhooks, HttpRequest request, CancellationToken ct)
    {
        if (webhooks.FirstOrDefault(webhook => webhook.Vendor == vendor) is not { } webhook)
        {
            return TypedResults.NotFound();
        }

        // Rented: whoever posts here is a stranger until the signature was read.
        var body = ArrayPool<byte>.Shared.Rent(Largest + 1);
        try
        {
            var length = await request.Body.ReadAtLeastAsync(body.AsMemory(0, Largest + 1), Largest + 1, throwOnEndOfStream: false, ct);
            if (length > Largest)
            {
                return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
            }

            return await webhook.Receive(body.AsMemory(0, length), name => request.Headers.TryGetValue(name, out var value) ? value.ToString() : null, ct)
                ? TypedResults.Ok()
                : TypedResults.Unauthorized();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(body);
        }
    }
}

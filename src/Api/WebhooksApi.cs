using System.Buffers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Webinars.Telemetry;
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

        using var span = Traces.Begin("webhook")?.SetTag("vendor", vendor);
        var outcome = "failed";

        // Rented: whoever posts here is a stranger until the signature was read.
        var body = ArrayPool<byte>.Shared.Rent(Largest + 1);
        try
        {
            var length = await request.Body.ReadAtLeastAsync(body.AsMemory(0, Largest + 1), Largest + 1, throwOnEndOfStream: false, ct);
            if (length > Largest)
            {
                outcome = "refused";
                return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
            }

            var taken = await webhook.Receive(body.AsMemory(0, length), name => request.Headers.TryGetValue(name, out var value) ? value.ToString() : null, ct);
            outcome = taken ? "taken" : "refused";
            return taken ? TypedResults.Ok() : TypedResults.Unauthorized();
        }
        finally
        {
            Instruments.Webhooks.Add(1, Instruments.Tag("vendor", webhook.Vendor), Instruments.Tag("outcome", outcome));
            ArrayPool<byte>.Shared.Return(body);
        }
    }
}

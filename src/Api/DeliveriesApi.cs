using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Webinars.Outbox;
using Webinars.People;
using Webinars.Storage;

namespace Webinars.Api;

/// <summary>The outbox, for operators; to everybody else there is no such thing.</summary>
internal static class DeliveriesApi
{
    public static void MapDeliveries(this IEndpointRouteBuilder routes)
    {
        var deliveries = routes.MapGroup("/api/admin/deliveries").WithTags("Deliveries").AddEndpointFilter(ForOperators);
        deliveries.MapGet("/", List);
        deliveries.MapGet("/{key}", Read);
        deliveries.MapPost("/{key}/revive", Revive);
    }

    private static ValueTask<object?> ForOperators(EndpointFilterInvocationContext call, EndpointFilterDelegate next) =>
        call.HttpContext.RequestServices.GetRequiredService<Operators>().Has(call.HttpContext.User.FindPerson()) ? next(call) : throw new RefusedException(Refusal.NotFound);

    private static async Task<Ok<DeliveriesResponse>> List(ReadOutbox read, CancellationToken ct, string? before = null)
    {
        var view = await read.Run(before, ct);
        return TypedResults.Ok(new DeliveriesResponse(view.Queues, [.. view.Dead.Select(DeliveryResponse.Of)], view.Next, [.. view.Underway.Select(DeliveryResponse.Of)]));
    }

    private static async Task<Ok<DeliveryResponse>> Read(string key, DeliveryStore deliveries, CancellationToken ct) =>
        TypedResults.Ok(DeliveryResponse.Of(await deliveries.Get(Whole(key), ct) ?? throw new RefusedException(Refusal.NotFound)));

    private static async Task<Accepted<RevivedResponse>> Revive(string key, ReviveDelivery revive, CancellationToken ct) =>
        TypedResults.Accepted((string?)null, new RevivedResponse(await revive.Run(Whole(key), ct)));

    /// <summary>A key holds slashes, which come escaped and stay so in a path.</summary>
    private static string Whole(string key) => Uri.UnescapeDataString(key);
}

/// <param name="Queues">What waits, kind by kind; counted to 1,000.</param>
/// <param name="Next">To be given as <c>before</c> for the next page of the dead; absent on the last.</param>
internal sealed record DeliveriesResponse(IReadOnlyList<DeliveryQueue> Queues, IReadOnlyList<DeliveryResponse> Dead, string? Next, IReadOnlyList<DeliveryResponse> Underway);

/// <summary>Nothing of what is sent: that holds addresses and personal links.</summary>
internal sealed record DeliveryResponse(
    string Key, string Kind, DeliveryState State, string Summary, int Attempts, DateTimeOffset FirstAt, DateTimeOffset LastAt, string? Problem, string? Why, string? Again)
{
    public static DeliveryResponse Of(Delivery one) =>
        new(one.Key, one.Kind, one.State, one.Summary, one.Attempts, one.FirstAt, one.LastAt, one.Problem, one.Problem is null ? null : DeliveryProblem.Of(one.Problem).Why, one.Again);
}

/// <param name="Key">Under which it leaves now.</param>
internal sealed record RevivedResponse(string Key);

using System.Text.Json;
using Webinars.Notifications;

namespace Webinars.Adapters.Knock;

/// <summary>One call of Knock's API. What is sent stands in the body and never in the address, which others write down.</summary>
internal static class KnockCall
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>A person as Knock's user.</summary>
    public static string Id(Guid person) => person.ToString("D");

    /// <exception cref="VendorException">Every answer that is not a success.</exception>
    public static async Task<T> Read<T>(this HttpClient http, HttpMethod method, string path, object? body, CancellationToken ct, string? idempotencyKey = null)
    {
        using var answer = await Ask(http, method, path, body, idempotencyKey, ct);
        return await VendorCall.Read<T>(http, answer, Json, ct);
    }

    /// <inheritdoc cref="Read"/>
    public static async Task Tell(this HttpClient http, HttpMethod method, string path, object? body, CancellationToken ct)
    {
        using var answer = await Ask(http, method, path, body, null, ct);
    }

    /// <exception cref="ArgumentException">It could only be rejected.</exception>
    public static void Demand(Notification notification, string idempotencyKey)
    {
        if (notification.Recipients.Count is < 1 or > INotificationService.MostRecipients)
        {
            throw new ArgumentException($"A notification has 1 to {INotificationService.MostRecipients} recipients, not {notification.Recipients.Count}.", nameof(notification));
        }

        VendorCall.DemandKey(idempotencyKey, INotificationService.LongestKey);
    }

    private static Task<HttpResponseMessage> Ask(HttpClient http, HttpMethod method, string path, object? body, string? idempotencyKey, CancellationToken ct) =>
        VendorCall.Ask(http, VendorCall.Request(method, path, body, Json, idempotencyKey), ct);
}

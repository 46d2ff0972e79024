using System.Net.Http.Json;
using System.Text.Json;

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
        return (await answer.Content.ReadFromJsonAsync<T>(Json, ct))!;
    }

    /// <inheritdoc cref="Read"/>
    public static async Task Tell(this HttpClient http, HttpMethod method, string path, object? body, CancellationToken ct)
    {
        using var answer = await Ask(http, method, path, body, null, ct);
    }

    private static Task<HttpResponseMessage> Ask(HttpClient http, HttpMethod method, string path, object? body, string? idempotencyKey, CancellationToken ct)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, options: Json) };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return VendorCall.Ask(http, request, ct);
    }
}

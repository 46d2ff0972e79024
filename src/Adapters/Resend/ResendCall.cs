using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webinars.Adapters.Resend;

/// <summary>One call of Resend's API: what is not set is not sent.</summary>
internal static class ResendCall
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <param name="strict">Of a batch: all or none. The other mode sends those that are right and tells only the places of the others.</param>
    /// <exception cref="VendorException">Every answer that is not a success.</exception>
    public static async Task<T> Read<T>(this HttpClient http, HttpMethod method, string path, object? body, CancellationToken ct, string? idempotencyKey = null, bool strict = false)
    {
        var request = VendorCall.Request(method, path, body, Json, idempotencyKey);
        if (strict)
        {
            request.Headers.Add("x-batch-validation", "strict");
        }

        using var answer = await VendorCall.Ask(http, request, ct, Judge);
        return await VendorCall.Read<T>(http, answer, Json, ct);
    }

    /// <inheritdoc cref="Read"/>
    public static async Task Tell(this HttpClient http, HttpMethod method, string path, object? body, CancellationToken ct)
    {
        using var answer = await VendorCall.Ask(http, VendorCall.Request(method, path, body, Json), ct, Judge);
    }

    /// <summary>409 is two things here: the same letter is on its way at this moment, or the key was used for another one.</summary>
    private static async Task<VendorFailure?> Judge(HttpResponseMessage answer, CancellationToken ct)
    {
        if (answer.StatusCode is not HttpStatusCode.Conflict)
        {
            return null;
        }

        try
        {
            return (await answer.Content.ReadFromJsonAsync<Error>(Json, ct))?.Name == "concurrent_idempotent_requests" ? new VendorFailure.Transient() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Error(string? Name = null);
}

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

    public static JsonContent Body<T>(T value) => JsonContent.Create(value, options: Json);

    /// <exception cref="VendorException">Every answer that is not a success.</exception>
    public static async Task<T> Read<T>(this HttpClient http, HttpRequestMessage request, CancellationToken ct)
    {
        using var answer = await VendorCall.Ask(http, request, ct, Judge);
        try
        {
            return await answer.Content.ReadFromJsonAsync<T>(Json, ct) ?? throw new JsonException();
        }
        catch (Exception error) when (error is JsonException or HttpRequestException or IOException)
        {
            // Taken, but not told as which: asked again with its key, Resend says the same as the first time.
            throw new VendorException(new VendorFailure.Transient(), http.BaseAddress!.Host);
        }
    }

    /// <inheritdoc cref="Read"/>
    public static async Task Tell(this HttpClient http, HttpRequestMessage request, CancellationToken ct)
    {
        using var answer = await VendorCall.Ask(http, request, ct, Judge);
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

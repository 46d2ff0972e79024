using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webinars.Adapters.Mux;

/// <summary>One call of Mux's API: what is not set is not sent, what comes back stands under <c>data</c>.</summary>
internal static class MuxCall
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <exception cref="VendorException">Every answer that is not a success.</exception>
    public static async Task<T> Read<T>(this HttpClient http, HttpMethod method, string path, object? body, CancellationToken ct)
    {
        using var answer = await Ask(http, method, path, body, ct);
        return (await VendorCall.Read<Answer<T>>(http, answer, Json, ct)).Data;
    }

    /// <inheritdoc cref="Read"/>
    public static async Task Tell(this HttpClient http, HttpMethod method, string path, CancellationToken ct)
    {
        using var answer = await Ask(http, method, path, null, ct);
    }

    /// <param name="answer">The whole text of a success.</param>
    /// <exception cref="JsonException">It cannot be read.</exception>
    public static T Parse<T>(string answer) => (JsonSerializer.Deserialize<Answer<T>>(answer, Json) ?? throw new JsonException()).Data;

    private static Task<HttpResponseMessage> Ask(HttpClient http, HttpMethod method, string path, object? body, CancellationToken ct) =>
        VendorCall.Ask(http, VendorCall.Request(method, path, body, Json), ct);

    private sealed record Answer<T>([property: JsonRequired] T Data);
}

using System.Text.Json;

namespace Webinars.Sandbox.Clerk;

/// <summary>How JSON is written here, whatever the application around the sandbox has configured.</summary>
public static class ClerkJson
{
    /// <summary>Clerk's wire: the code spells the snake_case names itself, and nulls are sent.</summary>
    public static readonly JsonSerializerOptions Wire = new();

    /// <summary>The file.</summary>
    public static readonly JsonSerializerOptions Kept = new(JsonSerializerDefaults.Web);

    /// <summary>What scripts and the sandbox page ask and get: camelCase.</summary>
    public static readonly JsonSerializerOptions Scripts = new(JsonSerializerDefaults.Web);

    /// <summary>Answers on the wire. Without a charset: Clerk's own Node client reads JSON only under exactly this type.</summary>
    public static IResult Answer(object? value, int status = 200) => Results.Json(value, Wire, "application/json", status);

    /// <summary>The body as <typeparamref name="T"/>; null when there is none.</summary>
    public static async Task<T?> Body<T>(HttpRequest request, JsonSerializerOptions options) where T : class
    {
        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        try
        {
            return string.IsNullOrWhiteSpace(text) ? null : JsonSerializer.Deserialize<T>(text, options);
        }
        catch (JsonException problem)
        {
            throw new ClerkError(400, "request_body_invalid", "The request body is not valid JSON of the expected form.", problem.Message);
        }
    }
}

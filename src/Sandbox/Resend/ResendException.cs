using System.Text.Json.Nodes;

namespace Webinars.Sandbox.Resend;

/// <summary>An answer that says no, in Resend's words: <c>{"statusCode","name","message"}</c>. Source: Resend API reference, "Errors".</summary>
public sealed class ResendException(int status, string name, string message) : Exception(message)
{
    public static ResendException NotFound(string what) => new(404, "not_found", $"{what} not found");

    public static ResendException Invalid(string message) => new(422, "validation_error", message);

    public static ResendException Missing(string field) => new(422, "missing_required_field", $"Missing `{field}` field.");

    /// <summary>What Resend answers when it is asked too often or has broken down.</summary>
    public static IResult Failure(int status) => (status == StatusCodes.Status429TooManyRequests
        ? new ResendException(status, "rate_limit_exceeded", "Too many requests. Please limit the number of requests per second. Or contact support to increase rate limit.")
        : new ResendException(status, "internal_server_error", "An unexpected error occurred.")).Answer();

    public IResult Answer() => Json(new JsonObject { ["statusCode"] = status, ["name"] = name, ["message"] = Message }, status);

    /// <remarks>Text, not <c>Results.Json</c>: the process that the sandbox stands in may have serializer settings of its own.</remarks>
    public static IResult Json(JsonNode body, int status = 200) => Results.Text(body.ToJsonString(), "application/json", statusCode: status);

    /// <summary>Endpoint filter: what is thrown anywhere below becomes its answer.</summary>
    public static async ValueTask<object?> Filter(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        try
        {
            return await next(call);
        }
        catch (ResendException error)
        {
            return error.Answer();
        }
    }
}

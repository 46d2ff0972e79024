using System.Text.Json.Nodes;

namespace Webinars.Sandbox.Knock;

/// <summary>An answer that says no, in Knock's words: <c>{code, message, status, type}</c>.</summary>
internal sealed class KnockError(int status, string type, string code, string message) : Exception(message)
{
    private const string BadRequest = "invalid_request_error";

    /// <summary>Which member of the request is wrong.</summary>
    public string? Field { get; init; }

    public static KnockError NotFound() => new(404, BadRequest, "resource_missing", "The requested resource could not be found.");

    public static KnockError Malformed() => new(400, BadRequest, "malformed_json", "The request body is not valid JSON.");

    public static KnockError Invalid(string field, string why) => new(422, BadRequest, "invalid_params", $"{field} {why}") { Field = field };

    public static KnockError Unauthorized(string why) => new(401, "authentication_error", "unauthorized", why);

    public static KnockError Forbidden(string why) => new(403, "authentication_error", "authorization", why);

    public static KnockError KeyReused() => new(422, BadRequest, "idempotency_key_reused", "This idempotency key was used with other parameters.");

    /// <summary>What Knock answers when it is asked too often or has broken down.</summary>
    public static IResult Failure(int status) => (status == StatusCodes.Status429TooManyRequests
        ? new KnockError(status, "api_error", "rate_limit_exceeded", "Too many requests.")
        : new KnockError(status, "api_error", "internal_server_error", "Something went wrong on our side.")).Answer();

    public IResult Answer()
    {
        var body = new JsonObject { ["code"] = code, ["message"] = Message, ["status"] = status, ["type"] = type };
        if (Field is not null)
        {
            body["errors"] = new JsonArray(new JsonObject { ["field"] = Field, ["message"] = Message, ["type"] = "invalid" });
        }

        return KnockJson.Answer(body, status);
    }

    /// <summary>Endpoint filter: a refusal thrown anywhere below becomes its answer.</summary>
    public static async ValueTask<object?> Filter(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        try
        {
            return await next(call);
        }
        catch (KnockError refusal)
        {
            return refusal.Answer();
        }
    }
}

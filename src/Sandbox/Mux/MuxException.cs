using System.Text.Json.Nodes;

namespace Webinars.Sandbox.Mux;

/// <summary>An answer that says no, in Mux's words: <c>{"error":{"type","messages":[]}}</c>.</summary>
public sealed class MuxException(int status, string type, string message) : Exception(message)
{
    public static MuxException NotFound() =>
        new(StatusCodes.Status404NotFound, "not_found", "The requested resource either doesn't exist or you don't have access to it.");

    public static MuxException Invalid(string message) => new(StatusCodes.Status400BadRequest, "invalid_parameters", message);

    public static MuxException Unauthorized() => new(StatusCodes.Status401Unauthorized, "unauthorized", "Unauthorized request");

    public static MuxException Forbidden(string message) => new(StatusCodes.Status403Forbidden, "forbidden", message);

    public static MuxException Conflict(string message) => new(StatusCodes.Status409Conflict, "conflict", message);

    public static MuxException NotPlayable(string message) => new(StatusCodes.Status412PreconditionFailed, "not_ready", message);

    /// <summary>What Mux answers when it is asked too often (the one error without a type, as people have reported it) or has broken down.</summary>
    public static IResult Failure(int status) => status == StatusCodes.Status429TooManyRequests
        ? Reply.Json(new JsonObject { ["errors"] = new JsonArray("Too many requests, retry later.") }, status)
        : new MuxException(status, "internal_server_error", "An unexpected error occurred.").Answer();

    public IResult Answer() => Reply.Json(
        new JsonObject { ["error"] = new JsonObject { ["type"] = type, ["messages"] = new JsonArray(Message) } },
        status);
}

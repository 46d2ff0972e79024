using System.Text.Json.Nodes;

namespace Webinars.Sandbox.Mux;

internal static class Reply
{
    /// <remarks>Text, not <c>Results.Json</c>: the process that the sandbox stands in may have serializer settings of its own.</remarks>
    public static IResult Json(JsonNode body, int status = StatusCodes.Status200OK) =>
        Results.Text(body.ToJsonString(), "application/json", statusCode: status);

    public static IResult Data(JsonNode data, int status = StatusCodes.Status200OK) => Json(new JsonObject { ["data"] = data }, status);

    /// <summary>Turns a <see cref="MuxException"/> into its answer.</summary>
    public static async ValueTask<object?> Errors(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        try
        {
            return await next(call);
        }
        catch (MuxException error)
        {
            return error.Answer();
        }
    }
}

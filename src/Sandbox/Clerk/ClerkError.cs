namespace Webinars.Sandbox.Clerk;

/// <summary>A refusal in Clerk's form.</summary>
/// <param name="longMessage">What the prebuilt components show.</param>
/// <param name="parameter">The snake_case field to which they attach it.</param>
internal sealed class ClerkError(int status, string code, string message, string? longMessage = null, string? parameter = null) : Exception(message)
{
    public int Status => status;
    public string Code => code;

    /// <summary>clerk-js takes a client from here too, when the refusal shows that its own picture is old.</summary>
    public object? Client { get; init; }

    public static ClerkError NotFound(string what) =>
        new(404, "resource_not_found", "not found", $"No {what} was found with the given id.");

    /// <summary>401 and not 404: only 401 makes clerk-js look again and sign out.</summary>
    public static ClerkError SignedOut() =>
        new(401, "authentication_invalid", "Invalid authentication", "Unable to authenticate the request, you are signed out.");

    public static ClerkError Field(string parameter, string code, string longMessage, string message = "is invalid") =>
        new(422, code, message, longMessage, parameter);

    /// <summary>What Clerk answers when it is asked too often or has broken down.</summary>
    public static IResult Failure(int status) => (status == StatusCodes.Status429TooManyRequests
        ? new ClerkError(status, "too_many_requests", "Too many requests", "Too many requests, retry later")
        : new ClerkError(status, "internal_clerk_error", "Internal error", "There was an internal error on our servers.")).Answer();

    public IResult Answer()
    {
        var body = new Dictionary<string, object>
        {
            ["errors"] = new[] { new { message = Message, long_message = longMessage ?? Message, code, meta = Meta(parameter) } },
            ["clerk_trace_id"] = Guid.NewGuid().ToString("N"),
        };
        if (Client is not null)
        {
            body["meta"] = new { client = Client };
        }

        return ClerkJson.Answer(body, status);
    }

    /// <summary>Endpoint filter: a refusal thrown anywhere below becomes its answer.</summary>
    public static async ValueTask<object?> Filter(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (ClerkError refusal)
        {
            return refusal.Answer();
        }
    }

    private static Dictionary<string, string> Meta(string? parameter) => parameter is null ? [] : new() { ["param_name"] = parameter };
}

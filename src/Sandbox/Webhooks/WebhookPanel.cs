using System.Text.Json.Nodes;

namespace Webinars.Sandbox.Webhooks;

/// <summary>What the sandbox's page shows of a vendor's webhooks, and its button. JSON in camelCase, times as ISO 8601 text.</summary>
internal static class WebhookPanel
{
    /// <summary>Below <c>/sandbox/{vendor}/webhooks</c>: the list, newest first; one with its body and what became of each attempt; send it again.</summary>
    /// <param name="find">The webhooks in the vendor's state.</param>
    public static void MapWebhookPanel<TState, TWebhook>(this IEndpointRouteBuilder routes, string vendor, Func<TState, List<TWebhook>> find)
        where TState : class, new()
        where TWebhook : Webhook
    {
        var panel = routes.MapGroup($"/sandbox/{vendor}/webhooks");
        panel.MapGet("", (SandboxFile<TState> file) =>
            Json(file.Read(state => new JsonArray([.. find(state).AsEnumerable().Reverse().Select(Line)]))));
        panel.MapGet("{id}", (string id, SandboxFile<TState> file) =>
            file.Read(state => find(state).Find(x => x.Id == id) is { } webhook ? Json(Whole(webhook)) : Unknown()));
        panel.MapPost("{id}/send", (string id, SandboxFile<TState> file, TimeProvider time) => file.Change(state =>
        {
            if (find(state).Find(x => x.Id == id) is not { } webhook)
            {
                return Unknown();
            }

            webhook.DueAt = time.GetUtcNow();
            return Results.Accepted();
        }));
    }

    private static JsonObject Line(Webhook webhook) => new()
    {
        ["id"] = webhook.Id,
        ["type"] = webhook.Type,
        ["about"] = webhook.About,
        ["createdAt"] = webhook.CreatedAt,
        ["attempts"] = webhook.Attempts.Count,
        ["lastStatus"] = webhook.Attempts.LastOrDefault()?.Status,
        ["lastError"] = webhook.Attempts.LastOrDefault()?.Error,
        ["dueAt"] = webhook.DueAt,
        ["delivered"] = webhook.Delivered,
    };

    private static JsonObject Whole(Webhook webhook)
    {
        var json = Line(webhook);
        json["body"] = JsonNode.Parse(webhook.Body);
        json["tries"] = new JsonArray([.. webhook.Attempts.Select(x => new JsonObject { ["at"] = x.At, ["status"] = x.Status, ["error"] = x.Error })]);
        return json;
    }

    // Text, not Results.Json: the process that the sandbox stands in may have serializer settings of its own.
    private static IResult Json(JsonNode body) => Results.Text(body.ToJsonString(), "application/json");

    private static IResult Unknown() => Results.Problem("No webhook has this id.", statusCode: StatusCodes.Status404NotFound);
}

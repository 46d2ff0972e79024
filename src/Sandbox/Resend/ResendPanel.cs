using System.Text.Json.Nodes;
using Webinars.Sandbox.Resend.Webhooks;

namespace Webinars.Sandbox.Resend;

/// <summary>The webhooks that were sent, newest first, for the sandbox's page. Times are ISO 8601 text.</summary>
internal static class ResendPanel
{
    public static void Map(RouteGroupBuilder panel)
    {
        panel.MapGet("", (SandboxFile<ResendOutbox> file) => file.Read(box =>
            ResendException.Json(new JsonArray([.. box.Webhooks.AsEnumerable().Reverse().Select(Webhook)]))));
        panel.MapGet("/{id}", (string id, SandboxFile<ResendOutbox> file) => file.Read(box =>
        {
            var webhook = Find(box, id);
            var json = Webhook(webhook);
            json["body"] = JsonNode.Parse(webhook.Body);
            json["tries"] = new JsonArray([.. webhook.Attempts.Select(x => new JsonObject { ["at"] = x.At, ["status"] = x.Status, ["error"] = x.Error })]);
            return ResendException.Json(json);
        }));
        panel.MapPost("/{id}/send", (string id, SandboxFile<ResendOutbox> file, TimeProvider time) => file.Change(box =>
        {
            Find(box, id).DueAt = time.GetUtcNow();
            return Results.Accepted();
        }));
    }

    private static ResendWebhook Find(ResendOutbox box, string id) => box.Webhooks.Find(x => x.Id == id) ?? throw ResendException.NotFound("Webhook");

    private static JsonObject Webhook(ResendWebhook webhook) => new()
    {
        ["id"] = webhook.Id,
        ["type"] = webhook.Type,
        ["objectType"] = "email",
        ["objectId"] = webhook.EmailId,
        ["createdAt"] = webhook.CreatedAt,
        ["attempts"] = webhook.Attempts.Count,
        ["lastStatus"] = webhook.Attempts.LastOrDefault()?.Status,
        ["lastError"] = webhook.Attempts.LastOrDefault()?.Error,
        ["dueAt"] = webhook.DueAt,
        ["delivered"] = webhook.Delivered,
    };
}

using System.Text.Json.Nodes;
using Webinars.Sandbox.Knock.Feeds;
using Webinars.Sandbox.Knock.Webhooks;

namespace Webinars.Sandbox.Knock;

/// <summary>What scripts and the sandbox's page see of Knock, newest first, and one button. Times are ISO 8601 text.</summary>
internal static class KnockPanel
{
    private const int Shown = 500;

    public static void Map(RouteGroupBuilder panel)
    {
        panel.MapGet("inbox", (string? user, SandboxFile<KnockState> file) => file.Read(state => KnockJson.Answer(KnockJson.List(
            state.Messages.AsEnumerable().Reverse().Where(x => user is null || x.UserId == user).Take(Shown).Select(Item)))));
        panel.MapGet("webhooks", (SandboxFile<KnockOutbox> file) => file.Read(outbox =>
            KnockJson.Answer(KnockJson.List(outbox.Webhooks.AsEnumerable().Reverse().Select(Webhook)))));
        panel.MapGet("webhooks/{id}", (string id, SandboxFile<KnockOutbox> file) => file.Read(outbox =>
        {
            var webhook = Find(outbox, id);
            var json = Webhook(webhook);
            json["body"] = JsonNode.Parse(webhook.Body);
            json["tries"] = KnockJson.List(webhook.Attempts.Select(x => new JsonObject { ["at"] = x.At, ["status"] = x.Status, ["error"] = x.Error }));
            return KnockJson.Answer(json);
        }));
        panel.MapPost("webhooks/{id}/send", (string id, SandboxFile<KnockOutbox> file, TimeProvider time) => file.Change(outbox =>
        {
            Find(outbox, id).DueAt = time.GetUtcNow();
            return Results.Accepted();
        }));
    }

    private static KnockWebhook Find(KnockOutbox outbox, string id) => outbox.Webhooks.Find(x => x.Id == id) ?? throw KnockError.NotFound();

    private static JsonObject Item(Message message) => new()
    {
        ["id"] = message.Id,
        ["user"] = message.UserId,
        ["workflow"] = message.Workflow,
        ["title"] = Template.Title(message),
        ["body"] = Template.Body(message),
        ["url"] = Template.Url(message),
        ["data"] = message.Data.DeepClone(),
        ["at"] = KnockJson.Time(message.At),
        ["seenAt"] = KnockJson.Time(message.SeenAt),
        ["readAt"] = KnockJson.Time(message.ReadAt),
        ["archivedAt"] = KnockJson.Time(message.ArchivedAt),
    };

    private static JsonObject Webhook(KnockWebhook webhook) => new()
    {
        ["id"] = webhook.Id,
        ["type"] = webhook.Type,
        ["objectType"] = "message",
        ["objectId"] = webhook.MessageId,
        ["createdAt"] = webhook.CreatedAt,
        ["attempts"] = webhook.Attempts.Count,
        ["lastStatus"] = webhook.Attempts.LastOrDefault()?.Status,
        ["lastError"] = webhook.Attempts.LastOrDefault()?.Error,
        ["dueAt"] = webhook.DueAt,
        ["delivered"] = webhook.Delivered,
    };
}

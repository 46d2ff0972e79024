using System.Text.Json.Nodes;
using Webinars.Sandbox.Knock.Feeds;
using Webinars.Sandbox.Webhooks;

namespace Webinars.Sandbox.Knock.Webhooks;

/// <summary>What happens to messages tells the product, whichever call has done it.</summary>
public sealed class KnockEvents(SandboxFile<KnockOutbox> outbox)
{
    /// <summary>All at once: the file is written whole every time.</summary>
    public void Tell(IReadOnlyList<Happening> happenings)
    {
        // Of its being queued and created no webhook tells.
        var told = happenings.Where(x => x.Type is not ("message.queued" or "message.created")).Select(Webhook).ToList();
        if (told.Count > 0)
        {
            outbox.Change(box => told.ForEach(box.Webhooks.Tell));
        }
    }

    private static KnockWebhook Webhook(Happening happening)
    {
        var body = new JsonObject
        {
            ["__typename"] = "Event",
            ["type"] = happening.Type,
            ["created_at"] = KnockJson.Time(happening.At),
            ["data"] = MessageJson.Of(happening.Message),
            ["event_data"] = happening.Data?.DeepClone(),
        };
        return new KnockWebhook
        {
            Id = Guid.NewGuid().ToString(), Type = happening.Type, MessageId = happening.Message.Id, Body = body.ToJsonString(), CreatedAt = happening.At, DueAt = happening.At,
        };
    }
}

/// <param name="Type"><c>message.seen</c> and so on.</param>
public sealed record Happening(Message Message, string Type, DateTimeOffset At, JsonObject? Data = null);

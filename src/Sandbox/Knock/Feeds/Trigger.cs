using System.Text.Json;
using System.Text.Json.Nodes;
using Webinars.Sandbox.Knock.Webhooks;

namespace Webinars.Sandbox.Knock.Feeds;

/// <summary>What somebody wants a workflow to tell, and whom. Every workflow has one step: into the feed.</summary>
internal sealed record Trigger(IReadOnlyList<Reference> Recipients, Reference? Actor, Reference? Tenant, JsonObject Data)
{
    public static Trigger Read(JsonObject body, int mostRecipients)
    {
        if (body["recipients"] is not JsonArray { Count: > 0 } recipients || recipients.Count > mostRecipients)
        {
            throw KnockError.Invalid("recipients", $"must be a list of 1 to {mostRecipients}");
        }

        // An object of a collection has no feed.
        return new Trigger(
            [.. recipients.Where(x => (x as JsonObject)?["collection"] is null).Select(x => Reference.Read(x, "recipients"))],
            ReadActor(body),
            ReadTenant(body),
            ReadData(body));
    }

    public static Reference? ReadActor(JsonObject body) =>
        body["actor"] is { } actor && (actor as JsonObject)?["collection"] is null ? Reference.Read(actor, "actor") : null;

    public static Reference? ReadTenant(JsonObject body) => body["tenant"] is { } tenant ? Reference.Read(tenant, "tenant") : null;

    public static JsonObject ReadData(JsonObject body) => body["data"] is { } data ? data as JsonObject ?? throw KnockError.Invalid("data", "must be an object") : [];

    /// <summary>Whoever is named is made known, also when they do not want to see it.</summary>
    public List<Message> Run(string workflow, string run, KnockState state, string feed, KnockEvents events, DateTimeOffset now)
    {
        var actor = Actor is { } who ? state.Identify(who.Id, who.Properties, now).Id : null;
        var tenant = Tenant is { } place ? state.SetTenant(place.Id, place.Properties).Id : null;
        var users = Recipients.Select(x => state.Identify(x.Id, x.Properties, now)).Distinct().Where(x => x.Wants(workflow, feed)).ToList();
        List<Message> made = [.. users.Select(user => new Message
        {
            Id = KnockKeys.NewId(),
            Number = ++state.LastNumber,
            UserId = user.Id,
            ChannelId = feed,
            Workflow = workflow,
            RunId = run,
            Actor = actor,
            Tenant = tenant,
            Data = (JsonObject)Data.DeepClone(),
            At = now,
        })];
        made.ForEach(state.Add);
        events.Tell([.. made.SelectMany(x => new[] { "created", "queued", "sent", "delivered" }.Select(step => x.Note($"message.{step}", now)))]);
        return made;
    }
}

/// <param name="Properties">What else is to be known of them; null: nothing was said.</param>
internal sealed record Reference(string Id, JsonObject? Properties)
{
    /// <summary>An id, or an object with one.</summary>
    public static Reference Read(JsonNode? node, string field) => node switch
    {
        JsonValue id when id.GetValueKind() is JsonValueKind.String && id.GetValue<string>().Length > 0 => new Reference(id.GetValue<string>(), null),
        JsonObject properties when properties.Text("id") is { Length: > 0 } id => new Reference(id, properties),
        _ => throw KnockError.Invalid(field, "must be named by their ids"),
    };
}

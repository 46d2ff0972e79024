using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Webinars.Sandbox.Knock.Feeds;
using Webinars.Sandbox.Knock.Socket;
using Webinars.Sandbox.Knock.Webhooks;

namespace Webinars.Sandbox.Knock.Api;

/// <summary>Every workflow is there and has one step: into the feed. None waits, so there is never anything to cancel.</summary>
internal static class WorkflowsApi
{
    private const int MostRecipients = 1000;
    private const int LongestKey = 255;
    private static readonly TimeSpan KeyLife = TimeSpan.FromHours(24);

    public static void Map(RouteGroupBuilder workflow)
    {
        workflow.MapPost("/trigger", Trigger);
        workflow.MapPost("/cancel", async (HttpRequest request) => (await KnockJson.Body(request)).Text("cancellation_key") is { Length: > 0 }
            ? Results.NoContent()
            : throw KnockError.Invalid("cancellation_key", "is missing"));
    }

    private static async Task<IResult> Trigger(
        string key, HttpContext http, SandboxFile<KnockState> file, KnockKeys keys, KnockEvents events, FeedSockets sockets, TimeProvider time)
    {
        var text = await KnockJson.Text(http.Request);
        var wanted = Wanted(KnockJson.Object(text));
        var idempotency = http.Request.Headers["Idempotency-Key"].ToString();
        if (idempotency.Length > LongestKey)
        {
            throw KnockError.Invalid("Idempotency-Key", $"is longer than {LongestKey} characters");
        }

        var digest = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{key}\n{text}")));
        var now = time.GetUtcNow();
        var (run, made) = file.Change(state =>
        {
            foreach (var old in state.Runs.Where(x => x.Value.At <= now - KeyLife).Select(x => x.Key).ToList())
            {
                state.Runs.Remove(old);
            }

            if (state.Runs.GetValueOrDefault(idempotency) is { } before)
            {
                return (before.Digest == digest ? before : throw KnockError.KeyReused(), null);
            }

            var run = new WorkflowRun(Guid.NewGuid().ToString(), digest, now);
            if (idempotency.Length > 0)
            {
                state.Runs[idempotency] = run;
            }

            return (run, (List<Message>?)Run(key, run.Id, wanted, state, keys.FeedChannelId, events, now));
        });
        if (made is null)
        {
            http.Response.Headers["idempotent-replayed"] = "true";
        }

        sockets.Tell(made ?? []);
        return KnockJson.Answer(new JsonObject { ["workflow_run_id"] = run.Id });
    }

    /// <summary>Whoever is named is made known, also when they do not want to see it.</summary>
    private static List<Message> Run(string workflow, string run, TriggerWanted wanted, KnockState state, string feed, KnockEvents events, DateTimeOffset now)
    {
        var actor = wanted.Actor is { } who ? state.Identify(who.Id, who.Properties, now).Id : null;
        var tenant = wanted.Tenant is { } place ? state.SetTenant(place.Id, place.Properties).Id : null;
        var users = wanted.Recipients.Select(x => state.Identify(x.Id, x.Properties, now)).Distinct().Where(x => x.Wants(workflow, feed)).ToList();
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
            Data = (JsonObject)wanted.Data.DeepClone(),
            At = now,
        })];
        made.ForEach(state.Add);
        events.Tell([.. made.SelectMany(x => new[] { "created", "queued", "sent", "delivered" }.Select(step => x.Note($"message.{step}", now)))]);
        return made;
    }

    private static TriggerWanted Wanted(JsonObject body)
    {
        if (body["recipients"] is not JsonArray { Count: > 0 and <= MostRecipients } recipients)
        {
            throw KnockError.Invalid("recipients", $"must be a list of 1 to {MostRecipients}");
        }

        // An object of a collection has no feed.
        return new TriggerWanted(
            [.. recipients.Where(x => (x as JsonObject)?["collection"] is null).Select(x => Named(x, "recipients"))],
            body["actor"] is { } actor && (actor as JsonObject)?["collection"] is null ? Named(actor, "actor") : null,
            body["tenant"] is { } tenant ? Named(tenant, "tenant") : null,
            body["data"] is { } data ? data as JsonObject ?? throw KnockError.Invalid("data", "must be an object") : []);
    }

    /// <summary>An id, or an object with one and what else is to be known.</summary>
    private static Reference Named(JsonNode? node, string field) => node switch
    {
        JsonValue id when id.GetValueKind() is JsonValueKind.String && id.GetValue<string>().Length > 0 => new Reference(id.GetValue<string>(), null),
        JsonObject properties when properties.Text("id") is { Length: > 0 } id => new Reference(id, properties),
        _ => throw KnockError.Invalid(field, "must be named by their ids"),
    };

    private sealed record TriggerWanted(IReadOnlyList<Reference> Recipients, Reference? Actor, Reference? Tenant, JsonObject Data);

    private sealed record Reference(string Id, JsonObject? Properties);
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Webinars.Sandbox.Knock.Feeds;
using Webinars.Sandbox.Knock.Socket;
using Webinars.Sandbox.Knock.Webhooks;

namespace Webinars.Sandbox.Knock.Api;

/// <summary>Every workflow is there. None waits, so there is never anything to cancel.</summary>
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
        var wanted = Feeds.Trigger.Read(KnockJson.Object(text), MostRecipients);
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

            return (run, (List<Message>?)wanted.Run(key, run.Id, state, keys.FeedChannelId, events, now));
        });
        if (made is null)
        {
            http.Response.Headers["idempotent-replayed"] = "true";
        }

        sockets.Tell(made ?? []);
        return KnockJson.Answer(new JsonObject { ["workflow_run_id"] = run.Id });
    }
}

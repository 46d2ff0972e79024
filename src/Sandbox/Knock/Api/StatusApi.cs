using System.Text.Json.Nodes;
using Webinars.Sandbox.Knock.Feeds;
using Webinars.Sandbox.Knock.Webhooks;

namespace Webinars.Sandbox.Knock.Api;

/// <summary>What a person has done with messages: one, several, or all of a feed.</summary>
internal static class StatusApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/messages/batch/{status}", Batch);
        api.MapPut("/messages/{id}/{status}", async (string id, string status, HttpContext http, SandboxFile<KnockState> file, KnockEvents events, TimeProvider time) =>
        {
            // The opposites are said by DELETE.
            var metadata = (await KnockJson.Body(http.Request))["metadata"] as JsonObject;
            return One(id, status is "seen" or "read" or "interacted" or "archived" ? status : throw KnockError.NotFound(), http, file, events, time, metadata);
        });
        api.MapDelete("/messages/{id}/{status}", (string id, string status, HttpContext http, SandboxFile<KnockState> file, KnockEvents events, TimeProvider time) =>
            One(id, status is "seen" or "read" or "archived" ? $"un{status}" : status is "interacted" ? throw KnockError.NotFound() : status, http, file, events, time));
        api.MapPost("/channels/{feed}/messages/bulk/{action}", Bulk);
    }

    private static IResult One(
        string id, string status, HttpContext http, SandboxFile<KnockState> file, KnockEvents events, TimeProvider time, JsonObject? metadata = null) => file.Change(state =>
    {
        var message = state.Own(http, id);
        events.Tell(message.Mark(Known(status), time.GetUtcNow(), metadata));
        return KnockJson.Answer(MessageJson.Of(message));
    });

    /// <summary>What is not there, or another's, is left out of the answer.</summary>
    private static async Task<IResult> Batch(string status, HttpContext http, SandboxFile<KnockState> file, KnockEvents events, TimeProvider time)
    {
        var body = await KnockJson.Body(http.Request);
        var (ids, metadata) = (body.Texts("message_ids").ToHashSet(), body["metadata"] as JsonObject);
        var user = Caller.Of(http).User;
        return file.Change(state =>
        {
            var messages = state.Messages.Where(x => ids.Contains(x.Id) && (user is null || x.UserId == user)).ToList();
            events.Tell([.. messages.SelectMany(x => x.Mark(Known(status), time.GetUtcNow(), metadata))]);
            return KnockJson.Answer(KnockJson.List(messages.Select(MessageJson.Of)));
        });
    }

    private static async Task<IResult> Bulk(
        string feed, string action, HttpContext http, SandboxFile<KnockState> file, KnockKeys keys, KnockEvents events, TimeProvider time)
    {
        FeedsApi.MustBe(feed, keys);
        var body = await KnockJson.Body(http.Request);
        var caller = Caller.Of(http);

        // Browsers say user_ids, servers recipient_ids.
        IReadOnlyList<string> users = [.. body.Texts("user_ids"), .. body.Texts("recipient_ids")];
        foreach (var user in users)
        {
            caller.MustBe(user);
        }

        if (action is "delete" && caller.User is not null)
        {
            throw KnockError.Forbidden("This needs the secret key.");
        }

        users = caller.User is { } own ? [own] : users;
        var (tenants, workflows) = (body.Texts("tenants"), body.Texts("workflows"));
        var filter = new FeedFilter(name => name is "archived" ? body.Text(name) ?? "include"
            : name is "has_tenant" ? body[name]?.ToJsonString()
            : name is "trigger_data" ? body.Text(name)
            : name is "inserted_at.gt" ? body.Text("newer_than")
            : name is "inserted_at.lt" ? body.Text("older_than")
            : name is "status" ? body.Text("engagement_status") : null);
        return file.Change(state =>
        {
            var messages = state.Messages.Where(x => (users.Count == 0 || users.Contains(x.UserId)) && filter.Shows(x)
                && (tenants.Count == 0 || tenants.Contains(x.Tenant)) && (workflows.Count == 0 || workflows.Contains(x.Workflow))).ToList();
            if (action is "delete")
            {
                state.Messages.RemoveAll(messages.Contains);
            }
            else
            {
                var status = action is "archive" or "unarchive" ? $"{action}d" : Known(action);
                events.Tell([.. messages.SelectMany(x => x.Mark(status, time.GetUtcNow()))]);
            }

            return KnockApi.Answer(state.Done($"messages.{action}", messages.Count, time.GetUtcNow()));
        });
    }

    private static string Known(string status) => Engagement.Statuses.Contains(status) ? status : throw KnockError.NotFound();
}

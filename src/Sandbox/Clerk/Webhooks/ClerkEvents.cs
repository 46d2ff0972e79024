using System.Text.Json.Nodes;
using Webinars.Sandbox.Clerk.Backend;
using Webinars.Sandbox.Clerk.Persons;
using Webinars.Sandbox.Webhooks;

namespace Webinars.Sandbox.Clerk.Webhooks;

/// <summary>What the change of a record tells the product, whichever call has changed it.</summary>
public sealed class ClerkEvents(SandboxFile<ClerkOutbox> outbox, ClerkKeys keys, SandboxOptions options)
{
    /// <param name="before">The record that stood in its place; null for a new one.</param>
    public void Tell(Kept? before, Kept after, ClerkStore store)
    {
        switch (before, after)
        {
            case (null, Person person):
                Add("user.created", person.Id, User(person), store.Now);
                break;
            case (Person, Person person):
                Add("user.updated", person.Id, User(person), store.Now);
                break;
            case (Person person, Gone):
                Add("user.deleted", person.Id, new JsonObject { ["deleted"] = true, ["id"] = person.Id, ["object"] = "user" }, store.Now);
                break;
            case (null, Session session):
                Add("session.created", session.PersonId, Session(session, store), store.Now);
                break;
            case (Session { Status: "active" }, Session { Status: not "active" } session):
                Add($"session.{session.Status}", session.PersonId, Session(session, store), store.Now);
                break;
        }
    }

    private JsonObject User(Person person)
    {
        var json = PersonJson.Of(person, options.Url);
        json["private_metadata"] = person.PrivateMetadata.DeepClone();
        json.Remove("organization_memberships");
        return json;
    }

    private JsonObject Session(Session session, ClerkStore store)
    {
        var json = SessionJson.Of(session, store);
        json.Remove("tasks");
        json["user"] = store.Find<Person>(session.PersonId) is { } person ? User(person) : null;
        return json;
    }

    private void Add(string type, string userId, JsonObject data, long now)
    {
        var body = new JsonObject
        {
            ["data"] = data,
            ["event_attributes"] = new JsonObject { ["http_request"] = new JsonObject { ["client_ip"] = "127.0.0.1", ["user_agent"] = "sandbox" } },
            ["instance_id"] = keys.InstanceId,
            ["object"] = "event",
            ["timestamp"] = now,
            ["type"] = type,
        };
        var at = DateTimeOffset.FromUnixTimeMilliseconds(now);
        outbox.Change(box => box.Webhooks.Tell(new ClerkWebhook
        {
            Id = ClerkStore.NewId("msg"), Type = type, UserId = userId, Body = body.ToJsonString(), CreatedAt = at, DueAt = at,
        }));
    }
}

using System.Text.Json.Nodes;

namespace Webinars.Sandbox.Clerk.Backend;

/// <summary>A session as the Backend API and the webhooks show it. Only inside <see cref="ClerkStore.Do{T}"/>.</summary>
public static class SessionJson
{
    public static JsonObject Of(Session session, ClerkStore store) => new()
    {
        ["object"] = "session",
        ["id"] = session.Id,
        ["user_id"] = session.PersonId,
        ["client_id"] = session.ClientId,
        ["actor"] = null,
        ["status"] = session.StatusAt(store.Now),
        ["last_active_organization_id"] = null,
        ["last_active_at"] = store.LastActiveAt(session),
        ["latest_activity"] = null,
        ["expire_at"] = session.ExpireAt,
        ["abandon_at"] = session.AbandonAt,
        ["updated_at"] = session.UpdatedAt,
        ["created_at"] = session.CreatedAt,
        ["tasks"] = null,
    };
}

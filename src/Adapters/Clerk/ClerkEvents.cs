using System.Text.Json;
using Webinars.Webhooks;

namespace Webinars.Adapters.Clerk;

/// <summary>Clerk's webhook events in our words.</summary>
internal static class ClerkEvents
{
    /// <summary>Its published examples hold seconds in places where its documents say milliseconds; no time since 1973 is both.</summary>
    private const long LeastMilliseconds = 100_000_000_000;

    /// <returns>Null for what means nothing to us.</returns>
    public static AccountSignal? Read(JsonElement message)
    {
        if (message.TextOf("type") is not { } type || !message.TryGetProperty("data", out var data) || data.TextOf("id") is not { Length: > 0 } id)
        {
            return null;
        }

        return type switch
        {
            "user.created" or "user.updated" => new UserChanged(data.Deserialize<ClerkUser>()!.ToDirectoryUser(id), At(message)),
            "user.deleted" => new UserDeleted(id, At(message)),
            "session.ended" or "session.removed" or "session.revoked" => new SessionEnded(id, At(message)),
            _ => null,
        };
    }

    /// <summary>The event's own time, not that of the attempt to deliver it.</summary>
    private static DateTimeOffset At(JsonElement message) => message.GetProperty("timestamp").GetInt64() is var time && time < LeastMilliseconds
        ? DateTimeOffset.FromUnixTimeSeconds(time)
        : DateTimeOffset.FromUnixTimeMilliseconds(time);
}

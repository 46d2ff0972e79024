using System.Text.Json;
using Webinars.Mail;

namespace Webinars.Adapters.Resend;

/// <summary>Resend's webhook events in our words.</summary>
internal static class ResendEvents
{
    private const string Kind = "email.";

    /// <returns>Null for what means nothing to us: letters to us, contacts, domains, what is newer than this. Also letters to several: ours have one recipient.</returns>
    public static EmailSignal? Read(JsonElement message)
    {
        if (message.TextOf("type") is not { } type || !type.StartsWith(Kind, StringComparison.Ordinal) || ResendStates.Read(type[Kind.Length..]) is not { } state
            || !message.TryGetProperty("created_at", out var at) || !message.TryGetProperty("data", out var data)
            || data.TextOf("email_id") is not { Length: > 0 } id
            || !data.TryGetProperty("to", out var to) || to.ValueKind is not JsonValueKind.Array || to.GetArrayLength() != 1)
        {
            return null;
        }

        return new EmailSignal(id, to[0].GetString()!, state, at.GetDateTimeOffset())
        {
            Permanent = data.TryGetProperty("bounce", out var bounce) && bounce.TextOf("type") == "Permanent",
            Tags = data.TryGetProperty("tags", out var tags) && tags.ValueKind is JsonValueKind.Object ? tags.Deserialize<Dictionary<string, string>>()! : [],
        };
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Webinars.Sandbox.Resend.Letters;
using Webinars.Sandbox.Webhooks;

namespace Webinars.Sandbox.Resend.Webhooks;

/// <summary>What happens to letters, as webhooks: <c>email.{last event}</c>.</summary>
internal static class ResendEvents
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <param name="details">What this event says beyond the letter, under its own name; null: nothing.</param>
    public static ResendWebhook Of(Letter letter, JsonObject? details = null)
    {
        var data = new JsonObject
        {
            ["email_id"] = letter.Id,
            ["created_at"] = Time(letter.CreatedAt),
            ["from"] = letter.From,
            ["to"] = new JsonArray([.. letter.To]),
            ["subject"] = letter.Subject,
        };
        if (letter.Tags.Count > 0)
        {
            data["tags"] = new JsonObject(letter.Tags.Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value)));
        }

        if (letter.Headers.Count > 0)
        {
            data["headers"] = new JsonArray([.. letter.Headers.Select(header => new JsonObject { ["name"] = header.Key, ["value"] = header.Value })]);
        }

        foreach (var (name, value) in details ?? Details(letter.LastEvent))
        {
            data[name] = value?.DeepClone();
        }

        var body = new JsonObject { ["type"] = $"email.{letter.LastEvent}", ["created_at"] = Time(letter.LastEventAt), ["data"] = data };
        return new ResendWebhook
        {
            Id = $"msg_{RandomNumberGenerator.GetString(Alphabet, 27)}",
            Type = $"email.{letter.LastEvent}",
            EmailId = letter.Id,
            Body = body.ToJsonString(),
            CreatedAt = letter.LastEventAt,
            DueAt = letter.LastEventAt,
        };
    }

    /// <param name="type">Undetermined, Transient or Permanent.</param>
    public static JsonObject Bounce(string type) => new()
    {
        ["bounce"] = new JsonObject
        {
            ["diagnosticCode"] = new JsonArray(type == "Permanent" ? "smtp; 550 5.1.1 user unknown" : "smtp; 452 4.2.2 mailbox full"),
            ["message"] = type == "Permanent" ? "The recipient's email address does not exist." : "The recipient's mailbox takes nothing at the moment.",
            ["subType"] = type == "Permanent" ? "General" : "MailboxFull",
            ["type"] = type,
        },
    };

    public static JsonObject Click(string link, DateTimeOffset at) => new()
    {
        ["click"] = new JsonObject { ["ipAddress"] = "127.0.0.1", ["link"] = link, ["timestamp"] = Time(at), ["userAgent"] = "sandbox" },
    };

    private static JsonObject Details(string happened) => happened switch
    {
        "bounced" => Bounce("Permanent"),
        "failed" => new JsonObject { ["failed"] = new JsonObject { ["reason"] = "reached_daily_quota" } },
        "suppressed" => new JsonObject
        {
            ["suppressed"] = new JsonObject
            {
                ["diagnosticCode"] = new JsonArray(),
                ["message"] = "The address is on the account's suppression list.",
                ["reason"] = "previous_bounce",
                ["type"] = "OnAccountSuppressionList",
            },
        },
        _ => [],
    };

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}

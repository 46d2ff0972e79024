using System.Globalization;
using System.Text.Json.Nodes;
using Webinars.Sandbox.Resend.Letters;

namespace Webinars.Sandbox.Resend.Api;

/// <summary>A letter as <c>GET /emails</c> shows it. Times are as the database behind it writes them.</summary>
internal static class EmailJson
{
    /// <summary>In a list: without its text.</summary>
    public static JsonObject Listed(Letter letter) => new()
    {
        ["object"] = "email",
        ["id"] = letter.Id,
        ["message_id"] = $"<{letter.Id}@sandbox.localhost>",
        ["to"] = new JsonArray([.. letter.To]),
        ["from"] = letter.From,
        ["created_at"] = Time(letter.CreatedAt),
        ["subject"] = letter.Subject,
        ["bcc"] = new JsonArray([.. letter.Bcc]),
        ["cc"] = new JsonArray([.. letter.Cc]),
        ["reply_to"] = new JsonArray([.. letter.ReplyTo]),
        ["last_event"] = letter.LastEvent,
        ["scheduled_at"] = letter.ScheduledAt is { } at ? Time(at) : null,
    };

    public static JsonObject Of(Letter letter)
    {
        var json = Listed(letter);
        json["tags"] = new JsonArray([.. letter.Tags.Select(tag => new JsonObject { ["name"] = tag.Key, ["value"] = tag.Value })]);
        if (letter.Html is { } html)
        {
            json["html"] = html;
        }

        if (letter.Text is { } text)
        {
            json["text"] = text;
        }

        return json;
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff'+00'", CultureInfo.InvariantCulture);
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Webinars.Sandbox.Resend.Letters;
using Webinars.Sandbox.Resend.Webhooks;

namespace Webinars.Sandbox.Resend;

/// <summary>For scripts and the sandbox's page: letters as their readers see them, newest first, and what readers and their servers do with them.</summary>
internal static class Inbox
{
    /// <summary>What a script may make happen, and Resend's word for it.</summary>
    private static readonly Dictionary<string, string> Happenings = new()
    {
        ["opened"] = "opened", ["clicked"] = "clicked", ["bounced"] = "bounced", ["complained"] = "complained",
        ["delayed"] = "delivery_delayed", ["failed"] = "failed", ["suppressed"] = "suppressed",
    };

    public static void Map(RouteGroupBuilder inbox)
    {
        inbox.MapGet("", (string? to, int? limit, LetterStore letters, SandboxOptions options) => ResendException.Json(
            new JsonArray([.. letters.All().Where(letter => to is null || letter.IsFor(Address(to))).Take(limit ?? int.MaxValue).Select(letter => Json(letter, options))])));
        inbox.MapGet("/{id:guid}", (Guid id, LetterStore letters, SandboxOptions options) => ResendException.Json(Json(Found(letters.Find(id)), options)));
        inbox.MapGet("/{id:guid}/attachments/{n:int}", (Guid id, int n, LetterStore letters) =>
            Found(letters.Find(id)).Attachments.ElementAtOrDefault(n) is { } file
                ? Results.Bytes(file.Content, file.ContentType, file.Filename)
                : throw ResendException.NotFound("Attachment"));
        inbox.MapPost("/{id:guid}/{what}", Happen);
    }

    /// <summary>A bounce may say <c>{"type": "Transient"}</c>, a click <c>{"link": "https://…"}</c>.</summary>
    private static async Task<IResult> Happen(Guid id, string what, HttpRequest request, LetterStore letters, SandboxFile<Suppressions> suppressions, TimeProvider time, SandboxOptions options)
    {
        var happened = Happenings.GetValueOrDefault(what) ?? throw ResendException.NotFound("Event");
        var wish = await Wish(request);
        var now = time.GetUtcNow();
        var details = happened switch
        {
            "bounced" => ResendEvents.Bounce(wish["type"]?.ToString() is "Transient" or "Undetermined" ? wish["type"]!.ToString() : "Permanent"),
            "clicked" => ResendEvents.Click(wish["link"]?.ToString() ?? options.AppUrl, now),
            _ => null,
        };
        var letter = Found(letters.Change(id, Happened, letter => ResendEvents.Of(letter, details)));
        if (happened == "complained" || details?["bounce"]?["type"]?.ToString() == "Permanent")
        {
            suppressions.Change(list => letter.To.ToList().ForEach(one => list.Add(one, happened, now)));
        }

        return ResendException.Json(Json(letter, options));

        Letter Happened(Letter letter) => letter.LastEvent is "scheduled" or "canceled"
            ? throw new ResendException(409, "validation_error", "The email was not sent.")
            : letter with { LastEvent = happened, LastEventAt = now };
    }

    private static async Task<JsonObject> Wish(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        try
        {
            return text.Length == 0 ? [] : JsonNode.Parse(text) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            throw new ResendException(400, "validation_error", "The request body is not valid JSON.");
        }
    }

    /// <remarks>A plus that was not escaped in the query is read as a space, and no address holds one.</remarks>
    private static string Address(string to) => to.Trim().Replace(' ', '+');

    private static JsonObject Json(Letter letter, SandboxOptions options) => new()
    {
        ["id"] = letter.Id,
        ["to"] = string.Join(", ", letter.To),
        ["cc"] = string.Join(", ", letter.Cc),
        ["from"] = letter.From,
        ["replyTo"] = letter.ReplyTo.Count == 0 ? null : string.Join(", ", letter.ReplyTo),
        ["subject"] = letter.Subject,
        ["html"] = letter.Html,
        ["text"] = letter.Text,
        ["headers"] = Object(letter.Headers),
        ["attachments"] = new JsonArray([.. letter.Attachments.Select((file, n) => new JsonObject
        {
            ["filename"] = file.Filename,
            ["contentType"] = file.ContentType,
            ["size"] = file.Content.Length,
            ["url"] = file.Path ?? $"{options.Url}{ResendSandbox.Root}/inbox/{letter.Id}/attachments/{n}",
        })]),
        ["tags"] = Object(letter.Tags),
        ["at"] = letter.CreatedAt,
        ["state"] = letter.LastEvent,
        ["scheduledAt"] = letter.ScheduledAt,
    };

    private static JsonObject Object(IReadOnlyDictionary<string, string> map) => new(map.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value)));

    private static Letter Found(Letter? letter) => letter ?? throw ResendException.NotFound("Email");
}

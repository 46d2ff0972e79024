using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Webinars.Sandbox.Resend.Letters;

namespace Webinars.Sandbox.Resend.Api;

/// <summary>What is asked to be sent, with the checks that Resend documents. Source: Resend API reference, "Send Email", "Errors".</summary>
internal static partial class EmailRequest
{
    private const int MostRecipients = 50;
    private const int LongestTag = 256;

    public static Letter ReadOfBatch(JsonNode? json, DateTimeOffset now) =>
        json is JsonObject one && (one["attachments"] is JsonArray { Count: > 0 } || one["scheduled_at"] is not null)
            ? throw ResendException.Invalid("The `attachments` and `scheduled_at` fields are not supported in a batch.")
            : Read(json, now);

    public static Letter Read(JsonNode? json, DateTimeOffset now)
    {
        var body = json as JsonObject ?? throw ResendException.Invalid("The email must be a JSON object.");
        var from = Text(body, "from") ?? throw ResendException.Missing("from");
        if (!Mailbox.IsGood(from))
        {
            throw new ResendException(422, "invalid_from_address", Wrong("from"));
        }

        var to = Addresses(body, "to");
        var at = SendingTime.Read(body["scheduled_at"], now);
        var letter = new Letter
        {
            Id = Guid.NewGuid(),
            CreatedAt = now,
            From = from,
            To = to.Count > 0 ? to : throw ResendException.Missing("to"),
            Cc = Addresses(body, "cc"),
            Bcc = Addresses(body, "bcc"),
            ReplyTo = Addresses(body, "reply_to"),
            Subject = OneLine(Text(body, "subject") ?? throw ResendException.Missing("subject"), "subject"),
            Html = Text(body, "html"),
            Text = Text(body, "text"),
            Headers = Headers(body),
            Attachments = AttachmentRequest.Read(body["attachments"]),
            Tags = Tags(body),
            ScheduledAt = at,
            LastEvent = at is null ? "sent" : "scheduled",
            LastEventAt = now,
        };
        return body["template"] is not null ? throw ResendException.NotFound("Template")
            : letter.Html is null && letter.Text is null ? throw ResendException.Missing("html` or `text")
            : letter;
    }

    public static string? Text(JsonObject json, string name) => json[name] is not { } value ? null
        : value.GetValueKind() is JsonValueKind.String ? value.GetValue<string>()
        : throw ResendException.Invalid($"The `{name}` field must be a string.");

    private static List<string> Addresses(JsonObject body, string name)
    {
        List<JsonNode?> all = body[name] switch { null => [], JsonArray list => [.. list], var one => [one] };
        return all.Count > MostRecipients ? throw ResendException.Invalid($"The `{name}` field must not hold more than {MostRecipients} items.")
            : all.TrueForAll(one => one?.GetValueKind() is JsonValueKind.String && Mailbox.IsGood(one.GetValue<string>())) ? [.. all.Select(one => one!.GetValue<string>())]
            : throw ResendException.Invalid(Wrong(name));
    }

    private static Dictionary<string, string> Headers(JsonObject body)
    {
        var headers = body["headers"] switch { null => [], JsonObject given => given, _ => throw ResendException.Invalid("The `headers` field must be an object.") };
        return headers.ToDictionary(
            header => HeaderName().IsMatch(header.Key) ? header.Key : throw ResendException.Invalid("The `headers` field holds a name that is none."),
            header => OneLine(Text(headers, header.Key) ?? "", "headers"));
    }

    private static Dictionary<string, string> Tags(JsonObject body)
    {
        var tags = body["tags"] switch { null => [], JsonArray given => given, _ => throw ResendException.Invalid("The `tags` field must be an array.") };
        var all = new Dictionary<string, string>();
        foreach (var tag in tags)
        {
            var given = tag as JsonObject ?? throw ResendException.Invalid("The `tags` field must hold objects.");
            all[Tag(given, "name")] = Tag(given, "value");
        }

        return all;
    }

    private static string Tag(JsonObject tag, string part) => Text(tag, part) is { Length: <= LongestTag } text && TagText().IsMatch(text) ? text
        : throw ResendException.Invalid($"Tags should only contain ASCII letters, numbers, underscores, or dashes, and no more than {LongestTag} of them.");

    private static string OneLine(string text, string name) =>
        text.AsSpan().ContainsAny('\r', '\n') ? throw ResendException.Invalid($"The `\\n` is not allowed in the `{name}` field.") : text;

    private static string Wrong(string name) => $"Invalid `{name}` field. The email address needs to follow the `email@example.com` or `Name <email@example.com>` format.";

    [GeneratedRegex(@"\A[A-Za-z0-9_-]+\z")]
    private static partial Regex TagText();

    [GeneratedRegex(@"\A[!-9;-~]+\z")]
    private static partial Regex HeaderName();
}

using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Webinars.Sandbox.Knock.Feeds;

/// <summary>In the place of the templates that somebody would write in the dashboard: one for all workflows, made of <c>title</c>, <c>body</c> and <c>url</c> of the data.</summary>
internal static class Template
{
    /// <summary>Without one, the workflow's key in words.</summary>
    public static string Title(Message message) => Text(message, "title")
        ?? (message.Workflow.Length == 0 ? "" : char.ToUpperInvariant(message.Workflow[0]) + message.Workflow[1..].Replace('-', ' ').Replace('_', ' '));

    public static string Body(Message message) => Text(message, "body") ?? "";

    public static string? Url(Message message) => Text(message, "url");

    public static JsonArray Blocks(Message message)
    {
        var (title, body, url) = (Title(message), Body(message), Url(message) ?? "");
        var rendered = $"<p><strong>{WebUtility.HtmlEncode(title)}</strong></p>" + (body.Length > 0 ? $"<p>{WebUtility.HtmlEncode(body)}</p>" : "");
        return
        [
            Block("markdown", "body", "**{{ title }}**\n\n{{ body }}", rendered),
            Block("text", "action_url", "{{ url }}", url),
        ];
    }

    private static JsonObject Block(string type, string name, string content, string rendered) =>
        new() { ["type"] = type, ["name"] = name, ["content"] = content, ["rendered"] = rendered };

    private static string? Text(Message message, string name) => message.Data[name] switch
    {
        JsonValue value when value.GetValueKind() is JsonValueKind.String => value.GetValue<string>(),
        JsonValue value => value.ToJsonString(),
        _ => null,
    };
}

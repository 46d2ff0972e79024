using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.StaticFiles;
using Webinars.Sandbox.Resend.Letters;

namespace Webinars.Sandbox.Resend.Api;

/// <summary>Files of a letter: at most 40 MB together, as they come on the wire. Source: Resend docs, "Attachments".</summary>
internal static class AttachmentRequest
{
    private const int Largest = 40 * 1024 * 1024;

    private static readonly FileExtensionContentTypeProvider Types = new();

    public static List<Attachment> Read(JsonNode? json)
    {
        var all = json switch { null => [], JsonArray given => given, _ => throw Invalid("The `attachments` field must be an array.") };
        var files = all.Select(one => one as JsonObject ?? throw Invalid("The `attachments` field must hold objects.")).ToList();
        return files.Sum(file => (long)(EmailRequest.Text(file, "content")?.Length ?? 0)) > Largest
            ? throw Invalid("The attachments must not be larger than 40MB after Base64 encoding.")
            : [.. files.Select(Read)];
    }

    private static Attachment Read(JsonObject file)
    {
        var (content, path) = (EmailRequest.Text(file, "content"), EmailRequest.Text(file, "path"));
        if (content is null && path is null)
        {
            throw Invalid("Attachment must have either a `content` or `path`.");
        }

        var name = EmailRequest.Text(file, "filename") ?? path?.Split('/')[^1] ?? throw Invalid("Attachment must have a `filename`.");
        var type = EmailRequest.Text(file, "content_type") ?? (Types.TryGetContentType(name, out var known) ? known : "application/octet-stream");
        if (!type.All(letter => letter is >= ' ' and <= '~'))
        {
            throw Invalid("The `content_type` must be a MIME type.");
        }

        return new Attachment(name, type, Bytes(content ?? ""), path, EmailRequest.Text(file, "content_id"));
    }

    /// <remarks>The vendor's own .NET client sends text as it is.</remarks>
    private static byte[] Bytes(string content) => Base64.IsValid(content) ? Convert.FromBase64String(content) : Encoding.UTF8.GetBytes(content);

    private static ResendException Invalid(string message) => new(422, "invalid_attachment", message);
}

using System.Text.Json;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.FileProviders;

namespace Webinars.Web.Pages;

/// <summary>The built browser code (build.mjs): which hashed files belong to an entry.</summary>
public sealed class BrowserCode(IWebHostEnvironment environment)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private volatile Read? last;

    /// <summary>Addresses of an entry's file and of what it imports at once.</summary>
    /// <exception cref="InvalidOperationException">It was not built.</exception>
    public (string File, IEnumerable<string> Imports) Of(string entry)
    {
        var found = Manifest().Entries.GetValueOrDefault(entry)
            ?? throw new InvalidOperationException($"The browser code has no entry '{entry}': run node build.mjs in src/Web.");
        return (Address(found.File), found.Imports.Select(Address));
    }

    private static string Address(string file) => $"/dist/{file}";

    private Manifest Manifest()
    {
        var file = environment.WebRootFileProvider.GetFileInfo("dist/manifest.json");
        if (last is { } read && read.At == file.LastModified)
        {
            return read.Manifest;
        }

        last = new Read(file.LastModified, Parse(file));
        return last.Manifest;
    }

    private static Manifest Parse(IFileInfo file)
    {
        if (!file.Exists)
        {
            throw new InvalidOperationException("The browser code is not built: run node build.mjs in src/Web.");
        }

        using var stream = file.CreateReadStream();
        return JsonSerializer.Deserialize<Manifest>(stream, Json)!;
    }

    private sealed record Read(DateTimeOffset At, Manifest Manifest);
}

/// <summary>wwwroot/dist/manifest.json.</summary>
public sealed record Manifest(Dictionary<string, Entry> Entries);

/// <param name="Imports">Chunks that the file imports; the browser may fetch them at once.</param>
public sealed record Entry(string File, IReadOnlyList<string> Imports);

/// <summary><c>&lt;browser-code entry="room" /&gt;</c>: the style sheet or the module of that name.</summary>
[HtmlTargetElement("browser-code", TagStructure = TagStructure.WithoutEndTag)]
public sealed class BrowserCodeTagHelper(BrowserCode code) : TagHelper
{
    public required string Entry { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var (file, imports) = code.Of(Entry);
        output.TagName = null;
        if (file.EndsWith(".css", StringComparison.Ordinal))
        {
            output.Content.SetHtmlContent($"<link rel=\"stylesheet\" href=\"{file}\">");
            return;
        }

        var preloads = string.Concat(imports.Select(import => $"<link rel=\"modulepreload\" href=\"{import}\">"));
        output.Content.SetHtmlContent($"{preloads}<script type=\"module\" src=\"{file}\"></script>");
    }
}

using System.IO.Compression;
using Webinars.Text;

namespace Webinars.Rooms.Handouts;

/// <summary>A type of file that may be handed out: nothing that a browser or a desktop would run.</summary>
/// <param name="Name">Media type.</param>
/// <param name="Endings">Of names; the first is given to a name that has none of them.</param>
/// <param name="Fits">Whether the content is of this type, by its first bytes or by what is in it.</param>
public sealed record FileType(string Name, IReadOnlyList<string> Endings, Func<byte[], bool> Fits)
{
    private const string Office = "application/vnd.openxmlformats-officedocument.";

    /// <summary>With its ending still short enough for a title.</summary>
    private const int LongestName = 110;

    public static IReadOnlyList<FileType> All { get; } =
    [
        new("application/pdf", [".pdf"], content => content.AsSpan().StartsWith("%PDF-"u8)),
        new("image/png", [".png"], content => content.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A])),
        new("image/jpeg", [".jpg", ".jpeg"], content => content.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])),
        new("image/webp", [".webp"], content => content.Length >= 12 && content.AsSpan().StartsWith("RIFF"u8) && content.AsSpan(8).StartsWith("WEBP"u8)),
        new("text/plain", [".txt"], IsText),
        new("text/csv", [".csv"], IsText),
        new(Office + "wordprocessingml.document", [".docx"], content => IsOffice(content, "word/document.xml")),
        new(Office + "presentationml.presentation", [".pptx"], content => IsOffice(content, "ppt/presentation.xml")),
        new(Office + "spreadsheetml.sheet", [".xlsx"], content => IsOffice(content, "xl/workbook.xml")),
    ];

    /// <param name="type">As in a Content-Type header.</param>
    public static FileType? Find(string? type)
    {
        var name = type?.Split(';')[0].Trim();
        return All.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The name without folders, with an ending of this type: a page that calls itself text must not be opened as a page.</summary>
    /// <exception cref="RefusedException">too-short, too-long, bad-text.</exception>
    public string NameOf(string? name)
    {
        var last = PlainText.Clean(name?.Split('/', '\\')[^1], 1, LongestName, field: "name");
        return Endings.Any(ending => last.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) ? last : last + Endings[0];
    }

    /// <summary>In whatever 8-bit encoding: no control characters but tabs, line and page breaks.</summary>
    private static bool IsText(byte[] content) => content.All(one => one is >= 0x20 or (byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f');

    private static bool IsOffice(byte[] content, string part)
    {
        if (!content.AsSpan().StartsWith("PK\u0003\u0004"u8))
        {
            return false;
        }

        try
        {
            using var archive = new ZipArchive(new MemoryStream(content), ZipArchiveMode.Read);
            return archive.GetEntry("[Content_Types].xml") is not null && archive.GetEntry(part) is not null;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}

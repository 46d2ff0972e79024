using System.IO.Compression;
using System.Text;
using Webinars.Rooms.Handouts;

namespace Webinars.Core.Tests;

/// <summary>What may be handed out as a file: what it says that it is, and nothing that runs.</summary>
public class FileTypeTests
{
    private const string Office = "application/vnd.openxmlformats-officedocument.";

    public static TheoryData<string, byte[], string> Good => new()
    {
        { "application/pdf", [.. "%PDF-1.4"u8], ".pdf" },
        { "image/png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0], ".png" },
        { "image/jpeg", [0xFF, 0xD8, 0xFF, 0xE0], ".jpg" },
        { "image/webp", [.. "RIFF\u0001\u0001\u0001\u0001WEBPVP8 "u8], ".webp" },
        { "text/plain", [.. "Grüße,\r\n\tHanna"u8], ".txt" },
        { "text/plain", Encoding.Latin1.GetBytes("Grüße"), ".txt" },
        { "text/csv", [.. "a;b\n1;2"u8], ".csv" },
        { Office + "wordprocessingml.document", Archive("[Content_Types].xml", "word/document.xml"), ".docx" },
        { Office + "presentationml.presentation", Archive("[Content_Types].xml", "ppt/presentation.xml"), ".pptx" },
        { Office + "spreadsheetml.sheet", Archive("[Content_Types].xml", "xl/workbook.xml"), ".xlsx" },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public void A_type_on_the_list_takes_what_is_of_it_and_nothing_else(string name, byte[] content, string ending)
    {
        var type = FileType.Find(name)!;
        Assert.True(type.Fits(content));
        Assert.Equal("a" + ending, type.NameOf("a"));
        foreach (var other in FileType.All.Where(other => other.Name != name && !other.Name.StartsWith("text/", StringComparison.Ordinal)))
        {
            Assert.False(other.Fits(content), $"{other.Name} took {name}");
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("text/html")]
    [InlineData("image/svg+xml")]
    [InlineData("application/zip")]
    [InlineData("application/octet-stream")]
    [InlineData("application/javascript")]
    public void What_is_not_on_the_list_is_not_taken(string? type)
    {
        Assert.Null(FileType.Find(type));
        Assert.Equal("unsupported-type", Code(type, [.. "%PDF-1.4"u8]));
    }

    [Theory]
    [InlineData("application/pdf", "MZ")]
    [InlineData("image/png", "<svg/>")]
    [InlineData("text/plain", "a\0b")]
    [InlineData("text/csv", "\u001B[2J")]
    [InlineData(Office + "wordprocessingml.document", "PK\u0003\u0004 but no archive")]
    public void What_is_not_what_it_says_is_not_taken(string type, string content) => Assert.Equal("unsupported-type", Code(type, Encoding.UTF8.GetBytes(content)));

    [Fact]
    public void A_plain_archive_is_no_document()
    {
        Assert.Equal("unsupported-type", Code(Office + "wordprocessingml.document", Archive("word/document.xml")));
        Assert.Equal("unsupported-type", Code(Office + "wordprocessingml.document", Archive("[Content_Types].xml", "run.exe")));
    }

    [Fact]
    public void Parameters_and_letters_of_a_type_do_not_matter() => Assert.Equal("text/plain", FileType.Find("Text/Plain; charset=utf-8")!.Name);

    [Theory]
    [InlineData("notes.txt", "notes.txt")]
    [InlineData("NOTES.TXT", "NOTES.TXT")]
    [InlineData("page.html", "page.html.txt")]
    [InlineData("../../etc/passwd", "passwd.txt")]
    [InlineData("C:\\Users\\h\\notes.txt", "notes.txt")]
    [InlineData("exe.\u202Etxt.exe", "exe.txt.exe.txt")]
    public void A_name_has_no_folders_no_tricks_and_the_ending_of_its_type(string name, string kept) => Assert.Equal(kept, FileType.Find("text/plain")!.NameOf(name));

    [Theory]
    [InlineData(null, "too-short")]
    [InlineData("folder/", "too-short")]
    [InlineData("a\0b", "bad-text")]
    public void A_file_needs_a_name(string? name, string code) => Assert.Equal(code, Refused.With(() => { FileType.Find("text/plain")!.NameOf(name); }).Code);

    private static string Code(string? type, byte[] content) =>
        Refused.With(() => { new AddFile(new(Guid.NewGuid(), "Hanna", Webinars.People.Role.Owner), "c", Guid.Empty, null, "a", type, content).Checked(); }).Code;

    private static byte[] Archive(params string[] parts)
    {
        var content = new MemoryStream();
        using (var archive = new ZipArchive(content, ZipArchiveMode.Create))
        {
            Array.ForEach(parts, part => archive.CreateEntry(part));
        }

        return content.ToArray();
    }
}

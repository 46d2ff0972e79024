using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Webinars.Core.Tests;

/// <summary>The project's own files, found from wherever the tests run.</summary>
internal static partial class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Files written by hand, by their path from the root; nothing that was fetched or built.</summary>
    public static IEnumerable<string> Files(string folder, params string[] endings) => Directory
        .EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
        .Where(path => endings.Contains(Path.GetExtension(path)) && !Made().IsMatch(path))
        .Order(StringComparer.Ordinal);

    public static IEnumerable<string> Folders(string folder) => Directory
        .EnumerateDirectories(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/') + "/")
        .Where(path => !Made().IsMatch(path));

    /// <summary>"path:line: text" of every line that matches.</summary>
    public static IEnumerable<string> Lines(IEnumerable<string> files, Regex pattern) =>
        from file in files
        from line in Read(file).Split('\n').Index()
        where pattern.IsMatch(line.Item)
        select $"{file}:{line.Index + 1}: {line.Item.Trim()}";

    /// <summary>What a project file asks for under one name; of a project, its name.</summary>
    public static IEnumerable<string> References(string project, string kind) => XDocument
        .Parse(Read($"src/{project}/{project}.csproj"))
        .Descendants(kind)
        .Select(reference => reference.Attribute("Include")!.Value)
        .Select(include => kind == "ProjectReference" ? Path.GetFileNameWithoutExtension(include.Replace('\\', '/')) : include)
        .Order(StringComparer.Ordinal);

    [GeneratedRegex("(^|/)(bin|obj|node_modules|dist|artifacts|wwwroot)/")]
    private static partial Regex Made();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Webinar.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("No Webinar.sln above the tests.");
        }

        return folder.FullName;
    }
}

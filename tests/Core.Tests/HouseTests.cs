using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Webinars.Log;
using Webinars.Scheduling;

namespace Webinars.Core.Tests;

/// <summary>How the house is built: which room may know which, where the walls are, and that its papers tell the truth.</summary>
public partial class HouseTests(ITestOutputHelper output)
{
    /// <summary>A file may use its own room and those before it. What stands at Core's root is above them all (Refusal) or knows them all (CoreServices).</summary>
    private static readonly string[] Row = ["Telemetry", "Text", "Storage", "Nodes", "Outbox", "People", "Webhooks", "Mail", "Notifications", "Log", "Scheduling", "Registering", "Streaming", "Replaying", "Rooms", "Telling"];

    private static readonly string[] Projects = ["Core", "Adapters", "Hubs", "Api", "Letters", "Sandbox", "Web"];

    public static TheoryData<string, string[]> Walls => new()
    {
        { "Core", [] },
        { "Adapters", ["Core"] },
        { "Hubs", ["Core"] },
        { "Api", ["Core"] },
        { "Letters", ["Core"] },
        { "Sandbox", [] },
        { "VendorSdks", ["Adapters", "Core"] },
    };

    /// <summary>What this build holds of them: the vendors' packages only when it was asked for them.</summary>
    public static TheoryData<string, string[]> BuiltWalls
    {
        get
        {
#if VENDOR_SDKS
            return Walls;
#else
            return [.. Walls.Where(wall => wall.Data.Item1 != "VendorSdks")];
#endif
        }
    }

    [Fact]
    public void The_rooms_of_Core_are_those_of_the_row() =>
        Assert.Equal(Row.Order(), Repository.Folders("src/Core").Where(path => path.Count(c => c == '/') == 3).Select(path => path.Split('/')[2]).Order());

    [Fact]
    public void A_room_knows_only_the_rooms_before_it()
    {
        var trespasses =
            from file in Repository.Files("src/Core", ".cs")
            let room = file.Split('/')[2]
            where Row.Contains(room)
            from known in Known(Repository.Read(file))
            where Array.IndexOf(Row, known) > Array.IndexOf(Row, room)
            select $"{file} uses {known}, which stands after {room}";
        None(trespasses);
    }

    [Theory]
    [InlineData("using Webinars.Rooms;", "Rooms")]
    [InlineData("using Webinars.Rooms.Chat;", "Rooms")]
    [InlineData("using static Webinars.Scheduling.WebinarStatus;", "Scheduling")]
    [InlineData("using Posted = Webinars.Rooms.Chat.MessagePosted;", "Rooms")]
    [InlineData("Webinars.Streaming.StreamTimes times", "Streaming")]
    [InlineData("global::Webinars.Streaming.StreamTimes times", "Streaming")]
    [InlineData("Streaming.StreamTimes times", "Streaming")]
    [InlineData("using System.Text.Json; room.Log.Read()", null)]
    [InlineData("/// Waits for Rooms. Then Webinars.Refusal", null)]
    public void The_test_above_sees_every_way_to_use_a_room(string text, string? room) => Assert.Equal(room is null ? [] : [room], Known(text));

    [Fact]
    public void A_file_lies_where_its_namespace_says()
    {
        var strays =
            from file in Repository.Files("src/Core", ".cs")
            let folder = string.Join('.', file.Split('/')[2..^1].Prepend("Webinars"))
            where !Repository.Read(file).Contains($"\nnamespace {folder};", StringComparison.Ordinal) && !Repository.Read(file).StartsWith($"namespace {folder};", StringComparison.Ordinal)
            select file;
        None(strays);
        None(Repository.Lines(Repository.Files("src/Core", ".cs"), GlobalUsing()));
    }

    [Theory]
    [MemberData(nameof(Walls))]
    public void A_project_asks_only_for_those_behind_its_wall(string project, string[] known) =>
        Assert.Equal(known, Repository.References(project, "ProjectReference"));

    [Fact]
    public void Only_Web_knows_everybody() =>
        Assert.Superset(new HashSet<string> { "Adapters", "Api", "Hubs" }, Repository.References("Web", "ProjectReference").ToHashSet());

    [Fact]
    public void Core_asks_for_no_web_server_no_vendor_and_no_database()
    {
        Assert.Empty(Repository.References("Core", "FrameworkReference"));
        Assert.All(Repository.References("Core", "PackageReference"), package => Assert.StartsWith("Microsoft.Extensions.", package, StringComparison.Ordinal));
        Assert.StartsWith("<Project Sdk=\"Microsoft.NET.Sdk\">", Repository.Read("src/Core/Core.csproj"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Hubs")]
    [InlineData("Api")]
    public void A_door_asks_for_nothing_but_the_framework(string door) =>
        Assert.All(Repository.References(door, "PackageReference"), package => Assert.StartsWith("Microsoft.", package, StringComparison.Ordinal));

    [Fact]
    public void Core_as_compiled_knows_no_more_than_it_asked_for() =>
        Assert.All(typeof(RoomEvent).Assembly.GetReferencedAssemblies(), known => Assert.Matches("^(System|Microsoft\\.Extensions)\\.", known.Name));

    [Theory]
    [MemberData(nameof(BuiltWalls))]
    public void A_project_as_compiled_knows_only_those_behind_its_wall(string project, string[] known)
    {
        var built = Path.Combine(Repository.Root, "artifacts", "bin", project, "debug", $"Webinars.{project}.dll");
        Assert.SkipUnless(File.Exists(built), $"{project} is not built here.");
        using var file = new PEReader(File.OpenRead(built));
        var reader = file.GetMetadataReader();
        var ours = reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name))
            .Where(name => name.StartsWith("Webinars.", StringComparison.Ordinal));
        Assert.Subset(known.Select(name => $"Webinars.{name}").ToHashSet(), ours.ToHashSet());
    }

    [Theory]
    [InlineData("Core")]
    [InlineData("Hubs")]
    [InlineData("Api")]
    public void No_vendors_name_is_spoken_outside_its_folder(string project) =>
        None(Repository.Lines(Repository.Files($"src/{project}", ".cs"), Vendor()));

    [Fact]
    public void The_list_of_refusals_is_the_one_that_is_written_down()
    {
        var written = RefusalRow().Matches(Repository.Read("docs/refusals.md"))
            .SelectMany(row => Code().Matches(row.Groups["codes"].Value).Select(code => (code.Groups[1].Value, int.Parse(row.Groups["status"].Value))));
        Assert.Equal(Refusals().Select(refusal => (refusal.Code, refusal.Status)).Order(), written.Order());
    }

    [Fact]
    public void The_protocol_names_every_status() =>
        Assert.Contains(
            $"`status`: `{string.Join(' ', Enum.GetNames<WebinarStatus>().Select(name => name.ToLowerInvariant()))}`",
            Repository.Read("docs/protocol.md"),
            StringComparison.Ordinal);

    [Fact]
    public void Files_are_small()
    {
        // The protocol's types are written by a program, for one.
        var sizes = Repository.Files("src", ".cs", ".ts", ".cshtml", ".html", ".js", ".css")
            .Where(file => file != "src/Web/Client/room/protocol.ts")
            .ToDictionary(file => file, file => File.ReadLines(Path.Combine(Repository.Root, file)).Count());
        var sorted = sizes.Values.Order().ToList();
        output.WriteLine($"{sorted.Count} files; median {sorted[sorted.Count / 2]}, nine of ten at most {sorted[sorted.Count * 9 / 10]}, largest {sorted[^1]} lines");
        None(sizes.Where(size => size.Value > 300).Select(size => $"{size.Key} has {size.Value} lines"));
        Assert.InRange(sorted[sorted.Count / 2], 1, 50);
    }

    [Fact]
    public void No_folder_is_named_after_a_pattern() => None(Repository.Folders("src")
        .Concat(Repository.Folders("tests"))
        .Where(folder => folder.Split('/')[^2] is "Services" or "Helpers" or "Models" or "Managers" or "Utils" or "Common"));

    [Fact]
    public void Nobody_asks_the_clock_on_the_wall() => None(Repository.Lines(Repository.Files("src", ".cs"), WallClock()));

    [Fact]
    public void Every_project_of_the_house_is_here() =>
        Assert.Equal(Projects.Order(), Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Select(Path.GetFileNameWithoutExtension).Where(name => name != "VendorSdks").Order());

    /// <summary>Names all that was found: a list in an assertion is cut.</summary>
    private static void None(IEnumerable<string> found)
    {
        var all = string.Join('\n', found);
        Assert.True(all.Length == 0, all);
    }

    /// <summary>The rooms that a text names: by using, in full, or (being in the same house) by the room's name alone.</summary>
    private static IEnumerable<string> Known(string text) =>
        Use().Matches(text).Select(use => use.Groups["room"].Value).Where(Row.Contains).Distinct();

    private static IEnumerable<Refusal> Refusals() => typeof(Refusal).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => field.GetValue(null))
        .Concat(typeof(Refusal).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => method.ReturnType == typeof(Refusal))
            .Select(method => method.Invoke(null, [.. method.GetParameters().Select(Any)])))
        .Cast<Refusal>();

    private static object Any(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(string) ? "x" : Activator.CreateInstance(parameter.ParameterType)!;

    [GeneratedRegex(@"(?<![\w.])(?:global::)?(?:Webinars\.(?<room>\w+)|(?<room>\w+)\.[A-Z])")]
    private static partial Regex Use();

    [GeneratedRegex(@"^\s*global using")]
    private static partial Regex GlobalUsing();

    /// <summary>The word itself, or as the beginning of a name; not as a part of another word.</summary>
    [GeneratedRegex(@"(?<!\w)(Clerk|Mux|Resend|Knock|LiteDB|LiteDb|Npgsql|StackExchange)(?![a-z])")]
    private static partial Regex Vendor();

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Utc)?(Now|Today)\b")]
    private static partial Regex WallClock();

    [GeneratedRegex(@"^\| (?<codes>(`[a-z-]+` ?)+)\| (?<status>\d{3}) \|", RegexOptions.Multiline)]
    private static partial Regex RefusalRow();

    [GeneratedRegex("`([A-Za-z-]+)`")]
    private static partial Regex Code();
}

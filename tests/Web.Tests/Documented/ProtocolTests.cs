using System.Text.RegularExpressions;
using Webinars.Core.Tests;
using Webinars.Log;

namespace Webinars.Web.Tests.Documented;

/// <summary>What is written about the protocol is what the code does.</summary>
public sealed partial class ProtocolTests
{
    private const string Types = "src/Web/Client/room/protocol.ts";
    private static readonly string Paper = Repository.Read("docs/protocol.md");

    /// <summary>After a change: <c>scripts/protocol</c>.</summary>
    [Fact]
    public void The_browsers_types_are_those_of_the_records()
    {
        var made = new TypeScript().Write();
        if (Environment.GetEnvironmentVariable("WRITE_PROTOCOL") == "1")
        {
            File.WriteAllText(Path.Combine(Repository.Root, Types), made);
        }

        Assert.Equal(made, Repository.Read(Types));
    }

    [Fact]
    public void The_paper_has_every_method_with_its_arguments_and_no_other()
    {
        var written = Row().Matches(Section("Browser → hub")).SelectMany(row => Signatures(row.Groups["calls"].Value)).ToDictionary(call => call.Name, call => call.Arguments);
        Assert.Equal(TypeScript.Methods.Select(method => method.Name), written.Keys.Order(StringComparer.Ordinal));
        foreach (var method in TypeScript.Methods)
        {
            var arguments = TypeScript.Arguments(method).Select(argument => argument.Name!).ToList();
            Assert.True(arguments.SequenceEqual(written[method.Name]), $"{method.Name}({string.Join(", ", arguments)}) is written as ({string.Join(", ", written[method.Name])})");
        }
    }

    [Fact]
    public void The_paper_has_every_event_and_no_other()
    {
        var events = Section("Events").Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).SelectMany(line => Word().Matches(line.Split('|')[1]).Select(word => word.Groups[1].Value));
        Assert.Equal(RoomEventJson.Types.Keys.Order(StringComparer.Ordinal), events.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_paper_refuses_only_with_what_is_on_the_list()
    {
        var list = Repository.Read("docs/refusals.md");
        var refusals = Section("Browser → hub").Split('\n').Where(line => line.StartsWith('|')).SelectMany(line => Code().Matches(line.Split('|')[^2]).Select(code => code.Groups[1].Value)).Distinct().ToList();
        Assert.NotEmpty(refusals);
        Assert.All(refusals, code => Assert.Contains($"`{code}`", list, StringComparison.Ordinal));
    }

    [Fact]
    public void The_paper_has_every_limit()
    {
        var limits = Section("Limits");
        Assert.All(typeof(Rooms.Limits).GetProperties(), limit => Assert.Contains($"`Limits:{limit.Name}`", limits, StringComparison.Ordinal));
    }

    private static string Section(string name) => Paper.Split($"## {name}\n")[1].Split("\n## ")[0];

    /// <summary>`A(x, y: long)` `B(x)` and `A` `B` `(x)`, which says the same arguments for all.</summary>
    private static IEnumerable<(string Name, List<string> Arguments)> Signatures(string calls)
    {
        var shared = calls.Contains("`(", StringComparison.Ordinal) ? Names(calls.Split("`(")[1].Split(")`")[0]) : null;
        foreach (Match call in Call().Matches(calls))
        {
            yield return (call.Groups["name"].Value, shared ?? Names(call.Groups["arguments"].Value));
        }
    }

    private static List<string> Names(string arguments) => [.. Argument().Matches(Braces().Replace(arguments, "request")).Select(argument => argument.Groups[1].Value)];

    [GeneratedRegex(@"^\| (?<calls>`[A-Z][^|]*(?:\\\|[^|]*)*) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"`(?<name>[A-Z][A-Za-z]+)(?:\((?<arguments>[^`]*)\))?`")]
    private static partial Regex Call();

    [GeneratedRegex(@"\{.*\}")]
    private static partial Regex Braces();

    [GeneratedRegex(@"(?:^|, )([a-zA-Z]+)")]
    private static partial Regex Argument();

    [GeneratedRegex("`([a-zA-Z]+)`")]
    private static partial Regex Word();

    [GeneratedRegex("`([a-z]+(?:-[a-z]+)+|invalid)`")]
    private static partial Regex Code();
}

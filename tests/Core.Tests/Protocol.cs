using System.Text.RegularExpressions;
using Webinars.People;

namespace Webinars.Core.Tests;

/// <summary>What docs/protocol.md says of the hub's methods: the one place that says who may call what.</summary>
internal static partial class Protocol
{
    /// <summary>Method → the least role that may always call it: the first word of the column "who".</summary>
    public static IReadOnlyDictionary<string, Role> Methods { get; } = Repository.Read("docs/protocol.md")
        .Split("\n## Browser → hub\n")[1].Split("\n## ")[0].Split('\n')
        .Select(line => line.Replace("\\|", " or ", StringComparison.Ordinal).Split('|'))
        .Where(row => row.Length > 4 && Who().IsMatch(row[2]))
        .SelectMany(row => Method().Matches(row[1]).Select(method => (method.Groups[1].Value, Least: Enum.Parse<Role>(Who().Match(row[2]).Value, ignoreCase: true))))
        .ToDictionary(method => method.Value, method => method.Least);

    [GeneratedRegex("`([A-Z][A-Za-z]+)")]
    private static partial Regex Method();

    [GeneratedRegex("(?<=^\\s*)(attendee|panelist|moderator|host|owner)\\b")]
    private static partial Regex Who();
}

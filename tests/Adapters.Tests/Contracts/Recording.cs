using System.Text.RegularExpressions;

namespace Webinars.Adapters.Tests.Contracts;

/// <summary>A request that an official client was seen to send.</summary>
/// <param name="Path">With the query.</param>
/// <param name="Body">Empty when there was none.</param>
internal sealed partial record Recording(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <param name="files">Of the folder <c>wire</c>, e.g. <c>mux-node</c>.</param>
    public static IReadOnlyList<Recording> Read(params string[] files) =>
        [.. files.SelectMany(file => Request().Matches(ContractFolder.Read($"wire/{file}.txt"))).Select(x => new Recording(
            x.Groups["method"].Value,
            x.Groups["path"].Value,
            x.Groups["name"].Captures.Zip(x.Groups["value"].Captures).DistinctBy(pair => pair.First.Value, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(pair => pair.First.Value, pair => pair.Second.Value, StringComparer.OrdinalIgnoreCase),
            x.Groups["body"].Value.Trim()))];

    /// <summary>The method, and the path as the document writes it; without one for a call that the document does not know.</summary>
    public string Call(Contract contract) => $"{Method} {contract.Template(Method, Path)}";

    // The head ends with an empty line, the body with the answer that was given.
    [GeneratedRegex(
        @"^(?<method>GET|POST|PUT|PATCH|DELETE) (?<path>\S+) HTTP/1\.1\r?\n(?:(?<name>[\w-]+): ?(?<value>.*?)\r?\n)*\r?\n(?<body>(?:(?!^---).*\n)*?)(?=^---)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Request();
}

using System.Text.RegularExpressions;

namespace Webinars.Adapters.Tests.Contracts;

/// <summary>A request that an official client was seen to send.</summary>
/// <param name="Path">With the query.</param>
/// <param name="Body">Empty when there was none.</param>
internal sealed partial record Recording(string Method, string Path, string Body)
{
    /// <param name="file">Of the folder <c>wire</c>, e.g. <c>mux-node</c>.</param>
    public static IReadOnlyList<Recording> Read(string file) =>
        [.. Request().Matches(ContractFolder.Read($"wire/{file}.txt")).Select(x => new Recording(x.Groups[1].Value, x.Groups[2].Value, x.Groups[3].Value.Trim()))];

    // The head ends with an empty line, the body with the answer that was given.
    [GeneratedRegex(@"^(GET|POST|PUT|PATCH|DELETE) (\S+) HTTP/1\.1\r?\n(?:\S.*\n)*\r?\n((?:(?!^---).*\n)*?)(?=^---)", RegexOptions.Multiline)]
    private static partial Regex Request();
}

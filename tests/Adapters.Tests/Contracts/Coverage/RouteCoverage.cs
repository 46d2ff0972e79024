using Microsoft.AspNetCore.Routing;

namespace Webinars.Adapters.Tests.Contracts.Coverage;

/// <summary>The routes that a sandbox maps, beside the vendor's document that describes them.</summary>
/// <param name="routes">As mapped.</param>
/// <param name="root">In front of a path of the document, as <paramref name="begin"/>: see <see cref="ContractHandler"/>.</param>
internal sealed class RouteCoverage(IEnumerable<RouteEndpoint> routes, string root, Contract contract, string begin = "/")
{
    private readonly List<(string Method, string Path)> _routes =
    [
        .. routes.Where(x => $"{x.RoutePattern.RawText}".StartsWith(root + begin, StringComparison.Ordinal))
            .SelectMany(x => (x.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["ANY"]).Select(method => (method, x.RoutePattern.RawText![root.Length..].TrimEnd('/'))))
            .Distinct(),
    ];

    /// <summary>E.g. <c>GET /users/{id}</c>.</summary>
    public IReadOnlyList<string> Documented => [.. _routes.Where(IsDocumented).Select(Text).Order(StringComparer.Ordinal)];

    /// <summary>Routes that the vendor does not have, as far as the document says.</summary>
    public IReadOnlyList<string> Undocumented => [.. _routes.Where(x => !IsDocumented(x)).Select(Text).Order(StringComparer.Ordinal)];

    /// <summary>Documented routes that none of the calls has reached with an answer of that kind.</summary>
    public IReadOnlyList<string> Missing(IEnumerable<Call> calls, Func<int, bool> status) =>
        [.. Documented.Except(calls.Where(x => status(x.Status)).Select(RouteOf).OfType<string>())];

    /// <summary>Refusals under a status that the document does not list for the call: <c>GET /users/{id} 404</c>.</summary>
    public IReadOnlyList<string> Unlisted(IEnumerable<Call> calls) =>
        [.. calls.Where(x => RouteOf(x) is { } route && Documented.Contains(route) && !contract.Lists(x.Method, x.Path[root.Length..], x.Status))
            .Select(x => $"{RouteOf(x)} {x.Status}").Distinct().Order(StringComparer.Ordinal)];

    private bool IsDocumented((string Method, string Path) route) => contract.Template(route.Method, route.Path) is not null;

    private string? RouteOf(Call call) => _routes
        .Where(x => x.Method == call.Method && Contract.Fits(x.Path.Split('/'), call.Path[root.Length..].Split('?')[0].Split('/')))
        .OrderBy(x => x.Path.Count(letter => letter == '{'))
        .Select(Text).FirstOrDefault();

    private static string Text((string Method, string Path) route) => $"{route.Method} {route.Path}";
}

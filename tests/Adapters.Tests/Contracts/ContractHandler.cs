using System.Collections.Concurrent;
using System.Net;
using Webinars.Adapters.Tests.Contracts.Coverage;

namespace Webinars.Adapters.Tests.Contracts;

/// <summary>Stands in an <see cref="HttpClient"/> and holds every call that passes against the vendor's document; does nothing where the documents are missing.</summary>
/// <param name="root">The path in front of what the document calls a path, e.g. <c>/sandbox/clerk/v1</c>.</param>
/// <param name="contract">Not called before there is something to check.</param>
/// <param name="requests">Also what is asked, not only what is answered.</param>
/// <param name="begin">How every path of the document begins. Calls of other paths pass unseen, what somebody before the vendor refuses in text, and what a browser asks before it asks.</param>
/// <param name="cookies">Kept as a browser does; without them none are.</param>
/// <param name="calls">Takes every call that was held against the document.</param>
internal sealed class ContractHandler(string root, Func<Contract> contract, string begin = "/", bool requests = true, CookieContainer? cookies = null, ConcurrentBag<Call>? calls = null)
    : DelegatingHandler(new SocketsHttpHandler { UseCookies = cookies is not null, CookieContainer = cookies ?? new(), AllowAutoRedirect = false })
{
    /// <summary>A request must fit the document too when it was taken: what is refused may have been wrong on purpose.</summary>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var sent = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);
        var path = request.RequestUri!.PathAndQuery;
        if (ContractFolder.IsThere && path.StartsWith(root + begin, StringComparison.Ordinal) && request.Method != HttpMethod.Options)
        {
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            var (method, status) = (Method(request), (int)response.StatusCode);
            var type = response.Content.Headers.ContentType?.MediaType;
            if (status < 400 || type == "application/json")
            {
                contract().Answer(method, path[root.Length..], status, await response.Content.ReadAsStringAsync(cancellationToken));
                calls?.Add(new Call(method, path, status));
            }

            if (requests && response.IsSuccessStatusCode && request.Content?.Headers.ContentType?.MediaType is null or "application/json")
            {
                contract().Request(method, path[root.Length..], sent);
            }
        }

        return response;
    }

    /// <summary>Clerk's browser client sends all but GET as POST, with the verb that it means in the query.</summary>
    private static string Method(HttpRequestMessage request) =>
        request.RequestUri!.Query.Split('?', '&').FirstOrDefault(x => x.StartsWith("_method=", StringComparison.Ordinal)) is { } meant ? meant[8..] : request.Method.Method;
}

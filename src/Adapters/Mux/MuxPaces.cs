using Microsoft.Extensions.Options;

namespace Webinars.Adapters.Mux;

/// <summary>So many POSTs and so many other calls a second (Mux guide "API rate limits").</summary>
internal sealed class MuxPaces(IOptions<MuxOptions> options, TimeProvider time)
{
    private readonly Pace _posts = new(options.Value.PostsPerSecond, time);
    private readonly Pace _others = new(options.Value.CallsPerSecond, time);

    public Pace Of(HttpRequestMessage request) => Of(request.Method);

    public Pace Of(HttpMethod method) => method == HttpMethod.Post ? _posts : _others;
}

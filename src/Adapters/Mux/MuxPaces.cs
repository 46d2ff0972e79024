using Microsoft.Extensions.Options;
using Webinars.Nodes;

namespace Webinars.Adapters.Mux;

/// <summary>So many POSTs and so many other calls a second (Mux guide "API rate limits"), of which each node has its share.</summary>
internal sealed class MuxPaces(IOptions<MuxOptions> options, LivingNodes nodes, TimeProvider time)
{
    private readonly Pace _posts = new(options.Value.PostsPerSecond, time, nodes);
    private readonly Pace _others = new(options.Value.CallsPerSecond, time, nodes);

    public Pace Of(HttpRequestMessage request) => Of(request.Method);

    public Pace Of(HttpMethod method) => method == HttpMethod.Post ? _posts : _others;
}

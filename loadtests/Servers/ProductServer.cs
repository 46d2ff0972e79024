namespace Webinars.LoadTests.Servers;

/// <summary>The product: somebody else's process at <c>--url</c>, which is left alone, or a fresh one of our own.</summary>
internal sealed class ProductServer : IAsyncDisposable
{
    private readonly ServerProcess? _own;

    private ProductServer(Uri url, int? pid, ServerProcess? own) => (Url, Pid, _own) = (url, pid, own);

    public Uri Url { get; }

    /// <summary>Null when it is not known.</summary>
    public int? Pid { get; }

    public static async Task<ProductServer> Find(Options options, CancellationToken ct)
    {
        if (options.Url is { } url)
        {
            return new ProductServer(url, options.Pid, null);
        }

        var own = await Programs.StartProduct(ct);
        return new ProductServer(own.Url, own.Pid, own);
    }

    public ValueTask DisposeAsync() => _own?.DisposeAsync() ?? ValueTask.CompletedTask;
}

namespace Webinars.Adapters;

/// <summary>An answer is read to its end within the attempt that asked for it, and no further than is sensible: otherwise it is none.</summary>
/// <remarks>Nothing else watches over the body: the retries know headers alone, and take the client's own time-out away.</remarks>
internal sealed class WholeAnswer : DelegatingHandler
{
    /// <summary>Bytes; many times what any vendor has to say.</summary>
    public const int Largest = 4 * 1024 * 1024;

    /// <exception cref="HttpRequestException">It is larger, or ends too early.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        try
        {
            await answer.Content.LoadIntoBufferAsync(Largest, cancellationToken);
            return answer;
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }
}

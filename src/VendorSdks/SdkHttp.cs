using System.Net;

namespace Webinars.VendorSdks;

/// <summary>The HttpClient of a port, for a package to call with: the same pace, retries, address and key as over REST, and the same failures.</summary>
internal sealed class SdkHttp(IHttpClientFactory clients, IHttpMessageHandlerFactory handlers)
{
    /// <param name="mends">Puts right what the package gets wrong in a request; the outermost first.</param>
    /// <param name="left">Statuses that the package understands itself.</param>
    public HttpClient Of<TPort>(DelegatingHandler? mends = null, params HttpStatusCode[] left)
    {
        // The name under which a typed client is known.
        var name = typeof(TPort).Name;
        var rest = clients.CreateClient(name);
        var answers = new SdkAnswers(left) { InnerHandler = handlers.CreateHandler(name) };
        if (mends is not null)
        {
            mends.InnerHandler = answers;
        }

        return new HttpClient(mends ?? answers, disposeHandler: false)
        {
            BaseAddress = rest.BaseAddress,
            DefaultRequestHeaders = { Authorization = rest.DefaultRequestHeaders.Authorization },
        };
    }
}

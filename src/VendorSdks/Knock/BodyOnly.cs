namespace Webinars.VendorSdks.Knock;

/// <summary>Takes away the query of every call with a body: the package copies the body into it, and with it names and addresses into everybody's logs.</summary>
internal sealed class BodyOnly : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Get)
        {
            request.RequestUri = new Uri(request.RequestUri!.GetLeftPart(UriPartial.Path));
        }

        return base.SendAsync(request, cancellationToken);
    }
}

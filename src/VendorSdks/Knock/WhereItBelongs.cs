namespace Webinars.VendorSdks.Knock;

/// <summary>
/// What is sent stands in the body alone: the package copies it into the query too, and with it names and addresses into everybody's logs.
/// Who deletes sends nothing: it adds a body where the vendor knows none.
/// </summary>
internal sealed class WhereItBelongs : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Get)
        {
            request.RequestUri = new Uri(request.RequestUri!.GetLeftPart(UriPartial.Path));
        }

        if (request.Method == HttpMethod.Delete)
        {
            request.Content = null;
        }

        return base.SendAsync(request, cancellationToken);
    }
}

namespace Webinars.VendorSdks.Resend;

/// <summary>Puts the path of the API's address back before that of a request: the package drops it.</summary>
internal sealed class BasePath : DelegatingHandler
{
    public Uri Base { get; set; } = null!;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.RequestUri = new Uri(Base, request.RequestUri!.PathAndQuery.TrimStart('/'));
        return base.SendAsync(request, cancellationToken);
    }
}

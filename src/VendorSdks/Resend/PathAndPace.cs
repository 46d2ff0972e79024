namespace Webinars.VendorSdks.Resend;

/// <summary>Puts the path of the API's address back before that of a request: the package drops it. And hears alone how often one may ask.</summary>
internal sealed class PathAndPace : DelegatingHandler
{
    public Uri Base { get; set; } = null!;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.RequestUri = new Uri(Base, request.RequestUri!.PathAndQuery.TrimStart('/'));
        var answer = await base.SendAsync(request, cancellationToken);

        // Those who wait for their turn have read them. The package fails at one that is no number, though the letter was sent.
        foreach (var name in answer.Headers.Select(header => header.Key).Where(name => name.StartsWith("ratelimit-", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            answer.Headers.Remove(name);
        }

        return answer;
    }
}

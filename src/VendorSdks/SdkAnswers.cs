using System.Net;
using Webinars.Adapters;

namespace Webinars.VendorSdks;

/// <summary>
/// Answers with an error become ours before a package sees them: each of them loses the status, for how long to wait, or both,
/// and puts what the vendor said, and with it what it was sent, into the text of its exception.
/// </summary>
internal sealed class SdkAnswers(params HttpStatusCode[] left) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if ((int)answer.StatusCode < 300 || left.Contains(answer.StatusCode))
        {
            return answer;
        }

        using (answer)
        {
            throw new VendorException(VendorCall.Failure(answer), request.RequestUri!.Host);
        }
    }
}

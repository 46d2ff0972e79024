using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Webinars.Adapters.Mux;

/// <summary>Asks Mux no more often than it takes: so many POSTs and so many other calls a second (Mux guide "API rate limits"), and waits when it says so.</summary>
/// <remarks>It stands within the retries, so that each of them is counted. A call that was answered with 429 was not carried out: any may be sent again.</remarks>
internal sealed class MuxPace(
    [FromKeyedServices(MuxPace.Posts)] Pace posts, [FromKeyedServices(MuxPace.Others)] Pace others, IOptions<MuxOptions> options, TimeProvider time) : DelegatingHandler
{
    public const string Posts = "mux-posts";
    public const string Others = "mux-others";

    /// <summary>Also where Mux says zero, so that a call is not repeated at once.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var pace = request.Method == HttpMethod.Post ? posts : others;
        var began = time.GetTimestamp();
        while (true)
        {
            if (await pace.Turn(options.Value.LongestWait - time.GetElapsedTime(began), cancellationToken) is { } wait)
            {
                throw new VendorException(new VendorFailure.RateLimited(wait), request.RequestUri!.Host);
            }

            var answer = await base.SendAsync(request, cancellationToken);
            if (answer.StatusCode is not HttpStatusCode.TooManyRequests)
            {
                return answer;
            }

            using (answer)
            {
                var asked = VendorCall.RetryAfter(answer);
                pace.Hold(asked > Shortest ? asked : Shortest);
            }
        }
    }
}

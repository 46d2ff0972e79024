using System.Globalization;
using System.Net;

namespace Webinars.Adapters;

/// <summary>Asks a vendor no more often than it takes, and waits when it says so.</summary>
/// <param name="paceOf">In whose line a request stands.</param>
/// <param name="longestWait">A request that would have to wait longer for its turn is refused at once.</param>
/// <remarks>It stands within the retries, so that each of them is counted. A call that was answered with 429 was not carried out: any may be sent again.</remarks>
internal sealed class PaceHandler(Func<HttpRequestMessage, Pace> paceOf, TimeSpan longestWait, TimeProvider time) : DelegatingHandler
{
    /// <summary>Also where a vendor says zero, so that a call is not repeated at once.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <exception cref="VendorException">RateLimited: it would have to wait too long.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var pace = paceOf(request);
        var began = time.GetTimestamp();
        while (true)
        {
            if (await pace.Turn(longestWait - time.GetElapsedTime(began), cancellationToken) is { } wait)
            {
                throw new VendorException(new VendorFailure.RateLimited(wait), request.RequestUri!.Host);
            }

            var answer = await base.SendAsync(request, cancellationToken);
            if (Exhausted(answer) is { } reset)
            {
                pace.Hold(reset);
            }

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

    /// <summary>For how long nothing more would be taken: the drafted headers <c>ratelimit-remaining</c> and <c>ratelimit-reset</c> (seconds).</summary>
    private static TimeSpan? Exhausted(HttpResponseMessage answer) =>
        Number(answer, "ratelimit-remaining") is <= 0 && Number(answer, "ratelimit-reset") is > 0 and < 3600 and var seconds ? TimeSpan.FromSeconds(seconds) : null;

    private static double? Number(HttpResponseMessage answer, string header) =>
        answer.Headers.TryGetValues(header, out var values) && double.TryParse(values.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}

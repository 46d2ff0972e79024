using System.Diagnostics;
using System.Net;
using Webinars.Telemetry;

namespace Webinars.Adapters;

/// <summary>Times a vendor's calls as whoever makes them meets them, and says what came of them: never what they said.</summary>
internal sealed class MeasuredCalls(string vendor) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var span = Traces.Part("vendor.call")?.SetTag("vendor", vendor);
        var begun = Stopwatch.GetTimestamp();
        var outcome = "no-answer";
        try
        {
            var answer = await base.SendAsync(request, cancellationToken);
            outcome = Outcome(answer.StatusCode);
            return answer;
        }
        catch (VendorException refused) when (refused.Failure is VendorFailure.RateLimited)
        {
            outcome = "rate-limited";
            throw;
        }
        finally
        {
            span?.SetTag("outcome", outcome);
            Instruments.VendorCalls.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds, Instruments.Tag("vendor", vendor), Instruments.Tag("outcome", outcome));
        }
    }

    private static string Outcome(HttpStatusCode status) => (int)status switch
    {
        < 400 => "ok",
        404 => "not-found",
        429 => "rate-limited",
        408 or >= 500 => "no-answer",
        _ => "rejected",
    };
}

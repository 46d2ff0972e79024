using System.Net;

namespace Webinars.Adapters;

/// <summary>One call to a vendor: what it means for us when it does not answer as it should.</summary>
internal static class VendorCall
{
    /// <returns>An answer with a status below 400, or 404.</returns>
    /// <exception cref="RefusedException">busy: no answer, a server error, or asked to slow down.</exception>
    /// <exception cref="VendorRejectedException">The vendor calls our request wrong: a fault of ours or of the settings.</exception>
    public static async Task<HttpResponseMessage> Send(HttpClient http, HttpRequestMessage request, CancellationToken ct)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await http.SendAsync(request, ct);
        }
        catch (Exception error) when (error is HttpRequestException || (error is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw new RefusedException(Refusal.Busy);
        }

        if ((int)answer.StatusCode < 400 || answer.StatusCode is HttpStatusCode.NotFound)
        {
            return answer;
        }

        using (answer)
        {
            throw (int)answer.StatusCode >= 500 || answer.StatusCode is HttpStatusCode.TooManyRequests
                ? new RefusedException(Refusal.Busy with { RetryAfter = answer.Headers.RetryAfter?.Delta ?? Refusal.Busy.RetryAfter })
                : new VendorRejectedException(http.BaseAddress!.Host, answer.StatusCode);
        }
    }
}

/// <summary>Names the vendor's host and its status, never what was sent: that may hold secrets.</summary>
public sealed class VendorRejectedException(string host, HttpStatusCode status) : Exception($"{host} answered {(int)status} to a request of ours.");

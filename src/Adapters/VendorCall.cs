using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Polly;

namespace Webinars.Adapters;

/// <summary>One call to a vendor: what it means for us when it does not answer as it should.</summary>
internal static class VendorCall
{
    /// <summary>How long to wait where a vendor asks to slow down and does not say for how long.</summary>
    private static readonly TimeSpan Unsaid = TimeSpan.FromSeconds(1);

    /// <summary>Whatever a vendor says: by then somebody may have put right what it was, and nobody would find out.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <param name="judge">What an answer means to which the vendor gives a meaning of its own; null: what its status says.</param>
    /// <returns>An answer with a status below 300.</returns>
    /// <exception cref="VendorException">Any other.</exception>
    public static async Task<HttpResponseMessage> Ask(
        HttpClient http, HttpRequestMessage request, CancellationToken ct, Func<HttpResponseMessage, CancellationToken, Task<VendorFailure?>>? judge = null)
    {
        var answer = await Answer(http, request, ct);
        if ((int)answer.StatusCode < 300)
        {
            return answer;
        }

        using (answer)
        {
            throw new VendorException((judge is null ? null : await judge(answer, ct)) ?? Failure(answer), Host(http));
        }
    }

    /// <param name="body">Sent as JSON; null: none.</param>
    /// <param name="idempotencyKey">The same with the same key is carried out once, and may be repeated.</param>
    public static HttpRequestMessage Request(HttpMethod method, string path, object? body, JsonSerializerOptions json, string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, options: json) };
        if (idempotencyKey is not null)
        {
            request.Headers.Add(VendorClient.IdempotencyKey, idempotencyKey);
        }

        return request;
    }

    /// <summary>What a success says.</summary>
    /// <exception cref="VendorException">Transient: it cannot be read. It was taken, but not told as what.</exception>
    public static async Task<T> Read<T>(HttpClient http, HttpResponseMessage answer, JsonSerializerOptions json, CancellationToken ct)
    {
        try
        {
            return await answer.Content.ReadFromJsonAsync<T>(json, ct) ?? throw new JsonException();
        }
        catch (Exception error) when (error is JsonException or HttpRequestException or IOException)
        {
            throw new VendorException(new VendorFailure.Transient(), Host(http));
        }
    }

    /// <exception cref="ArgumentException">Not 1 to <paramref name="longest"/> visible ASCII characters: what a header cannot hold would fail on the way, as if the vendor were out of reach.</exception>
    public static void DemandKey(string idempotencyKey, int longest)
    {
        if (idempotencyKey.Length < 1 || idempotencyKey.Length > longest || idempotencyKey.Any(c => c is <= ' ' or > '~'))
        {
            throw new ArgumentException($"An idempotency key has 1 to {longest} visible ASCII characters.", nameof(idempotencyKey));
        }
    }

    /// <summary>How long an answer asks us to wait, in seconds or until a date; an hour at most.</summary>
    public static TimeSpan RetryAfter(HttpResponseMessage answer)
    {
        var asked = answer.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } when answer.Headers.Date is { } now && date > now => date - now,
            _ => Unsaid,
        };
        return asked < Longest ? asked : Longest;
    }

    /// <summary>Whether what was thrown means that there was no answer, or none in time.</summary>
    public static bool IsSilence(Exception error, CancellationToken ct) =>
        error is HttpRequestException or ExecutionRejectedException || (error is OperationCanceledException && !ct.IsCancellationRequested);

    private static async Task<HttpResponseMessage> Answer(HttpClient http, HttpRequestMessage request, CancellationToken ct)
    {
        try
        {
            return await http.SendAsync(request, ct);
        }
        catch (Exception error) when (IsSilence(error, ct))
        {
            throw new VendorException(new VendorFailure.Transient(), Host(http));
        }
    }

    /// <summary>What an answer with a status of 300 or more means.</summary>
    public static VendorFailure Failure(HttpResponseMessage answer) => answer.StatusCode switch
    {
        HttpStatusCode.NotFound => new VendorFailure.NotFound(),
        HttpStatusCode.TooManyRequests => new VendorFailure.RateLimited(RetryAfter(answer)),
        HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => new VendorFailure.Transient(),
        var status => new VendorFailure.Rejected((int)status),
    };

    private static string Host(HttpClient http) => http.BaseAddress!.Host;
}

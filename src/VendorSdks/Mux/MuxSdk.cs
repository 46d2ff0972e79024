using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Mux.Csharp.Sdk.Api;
using Mux.Csharp.Sdk.Client;
using Polly;
using Polly.Retry;
using Webinars.Adapters.Mux;

namespace Webinars.VendorSdks.Mux;

/// <summary>Mux.Csharp.Sdk with our limits: it takes no client of ours, so each call waits for its turn here, and is repeated here where it may be.</summary>
internal sealed class MuxSdk
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private readonly MuxOptions _options;
    private readonly MuxPaces _paces;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline _repeated;

    public MuxSdk(IOptions<MuxOptions> options, MuxPaces paces, IOptions<HttpStandardResilienceOptions> resilience, TimeProvider time)
    {
        (_options, _paces, _time) = (options.Value, paces, time);
        var client = new Configuration
        {
            BasePath = _options.BaseUrl.TrimEnd('/'),
            Username = _options.TokenId,
            Password = _options.TokenSecret,
            Timeout = (int)resilience.Value.AttemptTimeout.Timeout.TotalMilliseconds,
        };

        // Without it, statuses come with their headers and no exception holds the answer's text.
        Streams = new LiveStreamsApi(client) { ExceptionFactory = null };
        Assets = new AssetsApi(client) { ExceptionFactory = null };
        var retry = resilience.Value.Retry;
        _repeated = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<VendorException>(error => error.Failure is VendorFailure.Transient),
                MaxRetryAttempts = retry.MaxRetryAttempts,
                Delay = retry.Delay,
                BackoffType = retry.BackoffType,
                UseJitter = retry.UseJitter,
            })
            .Build();
    }

    public LiveStreamsApi Streams { get; }

    public AssetsApi Assets { get; }

    /// <summary>Asked again when there is no answer: it changes nothing.</summary>
    public async Task<T> Look<T, TAnswer>(Func<CancellationToken, Task<ApiResponse<TAnswer>>> call, CancellationToken ct) =>
        await _repeated.ExecuteAsync(async token => await Read<T, TAnswer>(System.Net.Http.HttpMethod.Get, call, token), ct);

    /// <summary>
    /// Reads the text of the answer as we do over REST: of a body with one word that the package does not know it makes nothing at all.
    /// </summary>
    public async Task<T> Read<T, TAnswer>(System.Net.Http.HttpMethod method, Func<CancellationToken, Task<ApiResponse<TAnswer>>> call, CancellationToken ct)
    {
        var answer = await Ask(method, call, ct);
        try
        {
            return MuxCall.Parse<T>(answer.RawContent);
        }
        catch (JsonException)
        {
            // Cut off on the way.
            throw Failed(new VendorFailure.Transient());
        }
    }

    /// <summary>In its turn; after a 429, which was not carried out, again.</summary>
    /// <exception cref="VendorException">Every answer that is not a success, and none: the package tells that by status 0 and nothing else.</exception>
    public async Task<IApiResponse> Ask<TAnswer>(System.Net.Http.HttpMethod method, Func<CancellationToken, Task<ApiResponse<TAnswer>>> call, CancellationToken ct)
    {
        var pace = _paces.Of(method);
        var began = _time.GetTimestamp();
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            if (await pace.Turn(_options.LongestWait - _time.GetElapsedTime(began), ct) is { } wait)
            {
                throw Failed(new VendorFailure.RateLimited(wait));
            }

            var answer = await call(ct);
            ct.ThrowIfCancellationRequested();
            switch ((int)answer.StatusCode)
            {
                case 429:
                    var asked = RetryAfter(answer);
                    pace.Hold(asked > Shortest ? asked : Shortest);
                    break;
                case 404:
                    throw Failed(new VendorFailure.NotFound());
                case 0 or 408 or >= 500:
                    throw Failed(new VendorFailure.Transient());
                case >= 400 and var status:
                    throw Failed(new VendorFailure.Rejected(status));
                default:
                    return answer;
            }
        }
    }

    private static TimeSpan RetryAfter(IApiResponse answer) =>
        answer.Headers.TryGetValue("Retry-After", out var values) && int.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : Shortest;

    private VendorException Failed(VendorFailure failure) => new(failure, new Uri(_options.BaseUrl).Host);
}

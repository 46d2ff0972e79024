using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Webinars.VendorSdks;

namespace Webinars.Adapters.Tests.VendorSdks;

/// <summary>One port through its vendor's package, over the client that the port has, before a vendor that answers as told and keeps what it was sent.</summary>
internal sealed class SdkHouse<TPort> : IDisposable where TPort : class
{
    private readonly ServiceProvider _services;
    private readonly ConcurrentQueue<(HttpRequestMessage Request, string Body)> _calls = new();

    /// <param name="baseUrl">With a path: it must not be lost.</param>
    public SdkHouse(string vendor, string baseUrl, TPort rest)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { [$"{vendor}:Client"] = "Sdk", ["Resend:From"] = "Webinars <events@example.com>" }).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration).AddTransient(_ => rest);
        services.AddHttpClient(typeof(TPort).Name, http =>
        {
            http.BaseAddress = new Uri(baseUrl);
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "SENTINEL-KEY");
        }).ConfigurePrimaryHttpMessageHandler(() => new Vendor(this));
        services.AddVendorSdks(configuration);

        // As in Development, where what lives as long as a request cannot be asked for outside of one.
        _services = services.BuildServiceProvider(validateScopes: true);
    }

    public TPort Port => _services.GetRequiredService<TPort>();

    public Func<HttpResponseMessage> Answer { get; set; } = () => Says(HttpStatusCode.OK);

    public IReadOnlyList<(HttpRequestMessage Request, string Body)> Calls => [.. _calls];

    public static HttpResponseMessage Says(HttpStatusCode status, string body = "{}", int? retryAfter = null)
    {
        var answer = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        answer.Headers.RetryAfter = retryAfter is { } seconds ? new RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds)) : null;
        return answer;
    }

    /// <summary>The four reasons, for one call; the vendor's text is never among them.</summary>
    public async Task TellsReasonsApart(Func<Task> call, bool missingIsFine = false)
    {
        foreach (var (status, failure) in new (HttpStatusCode, VendorFailure)[]
        {
            (HttpStatusCode.NotFound, new VendorFailure.NotFound()),
            (HttpStatusCode.TooManyRequests, new VendorFailure.RateLimited(TimeSpan.FromSeconds(7))),
            (HttpStatusCode.InternalServerError, new VendorFailure.Transient()),
            (HttpStatusCode.UnprocessableEntity, new VendorFailure.Rejected(422)),
        }.Where(one => !missingIsFine || one.Item1 is not HttpStatusCode.NotFound))
        {
            foreach (var body in new[] { """{"statusCode":400,"name":"a_name_of_tomorrow","message":"SENTINEL-TEXT"}""", "<html>SENTINEL-TEXT</html>" })
            {
                Answer = () => Says(status, body, retryAfter: 7);
                var error = await Assert.ThrowsAsync<VendorException>(call);
                Assert.Equal(failure, error.Failure);
                Assert.DoesNotContain("SENTINEL", error.ToString(), StringComparison.Ordinal);
            }
        }

        foreach (var silence in new Exception[] { new HttpRequestException("no route"), new OperationCanceledException() })
        {
            Answer = () => throw silence;
            Assert.IsType<VendorFailure.Transient>((await Assert.ThrowsAsync<VendorException>(call)).Failure);
        }
    }

    public void Dispose() => _services.Dispose();

    private sealed class Vendor(SdkHouse<TPort> house) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            house._calls.Enqueue((request, request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken)));
            return house.Answer();
        }
    }
}

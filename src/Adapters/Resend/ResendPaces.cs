using Microsoft.Extensions.Options;

namespace Webinars.Adapters.Resend;

/// <summary>So many requests a second (Resend API reference, "Rate limit").</summary>
internal sealed class ResendPaces(IOptions<ResendOptions> options, TimeProvider time)
{
    private readonly Pace _all = new(options.Value.RequestsPerSecond, time);

    public Pace Of(HttpRequestMessage request) => _all;
}

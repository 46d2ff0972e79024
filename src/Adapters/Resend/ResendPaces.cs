using Microsoft.Extensions.Options;

namespace Webinars.Adapters.Resend;

/// <summary>Requests of this process: a tenth below the limit (Resend API reference, "Rate limit"). Letters were let through at the pace of all nodes before.</summary>
internal sealed class ResendPaces(IOptions<ResendOptions> options, TimeProvider time)
{
    private readonly Pace _all = new(options.Value.Pace(), time);

    public Pace Of(HttpRequestMessage request) => _all;
}

using System.Globalization;

namespace Webinars.Sandbox.Resend.Api;

/// <summary>So many requests in each second, when <c>Sandbox:Resend:RequestsPerSecond</c> says how many. Source: Resend API reference, "Rate limit".</summary>
internal sealed class RateWindow(IConfiguration configuration, TimeProvider time)
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(1);
    private readonly int? _limit = configuration.GetValue<int?>("Sandbox:Resend:RequestsPerSecond");
    private readonly Lock _gate = new();
    private DateTimeOffset _end;
    private int _taken;

    /// <summary>Counts a request and writes into its answer how many are left.</summary>
    public void Count(IHeaderDictionary answer)
    {
        if (_limit is not (> 0 and var limit))
        {
            return;
        }

        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (now >= _end)
            {
                (_end, _taken) = (now + Length, 0);
            }

            _taken++;
            var reset = Math.Ceiling((_end - now).TotalSeconds).ToString(CultureInfo.InvariantCulture);
            answer["ratelimit-limit"] = $"{limit}";
            answer["ratelimit-remaining"] = $"{Math.Max(0, limit - _taken)}";
            answer["ratelimit-reset"] = reset;
            if (_taken > limit)
            {
                answer.RetryAfter = reset;
                throw new ResendException(429, "rate_limit_exceeded", $"Too many requests. You can only make {limit} requests per second. See rate limit response headers for more information.");
            }
        }
    }
}

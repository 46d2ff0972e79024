using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Webinars.Api;

/// <summary><c>{status, checks: {store, others}}</c>, each <c>healthy</c>, <c>degraded</c> (still 200) or <c>unhealthy</c> (503).</summary>
internal static class HealthAnswer
{
    public static Task Write(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        report.Status,
        Checks = report.Entries.ToDictionary(check => check.Key, check => check.Value.Status),
    });
}

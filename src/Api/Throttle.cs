using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Webinars.Api;

/// <summary>Before what a stranger may do.</summary>
internal static class Throttle
{
    /// <exception cref="RefusedException">too-fast.</exception>
    public static ValueTask<object?> Strangers(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var context = call.HttpContext;
        context.RequestServices.GetRequiredService<AddressPace>().Take(context.Connection.RemoteIpAddress, "registrations");
        return next(call);
    }
}

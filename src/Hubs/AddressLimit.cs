using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Http;
using Webinars.Nodes;
using Webinars.Rooms;
using Webinars.Telemetry;

namespace Webinars.Hubs;

/// <summary>Bounds the open sockets of one address.</summary>
public sealed class AddressLimit(Limits limits)
{
    private readonly ConcurrentDictionary<IPAddress, int> _open = new();

    public async Task Run(HttpContext context, RequestDelegate next)
    {
        if (limits.ConnectionsPerAddress == 0 || Network.Of(context.Connection.RemoteIpAddress) is not { } address)
        {
            await next(context);
            return;
        }

        try
        {
            if (_open.AddOrUpdate(address, 1, (_, open) => open + 1) > limits.ConnectionsPerAddress)
            {
                Instruments.Refusals.Add(1, Instruments.Tag("door", "hub"), Instruments.Tag("code", "too-fast"));
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                return;
            }

            await next(context);
        }
        finally
        {
            if (_open.AddOrUpdate(address, 0, (_, open) => open - 1) == 0)
            {
                _open.TryRemove(new KeyValuePair<IPAddress, int>(address, 0));
            }
        }
    }
}

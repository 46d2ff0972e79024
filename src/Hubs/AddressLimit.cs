using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Webinars.Rooms;
using Webinars.Telemetry;

namespace Webinars.Hubs;

/// <summary>Bounds the open sockets of one address. This machine's own address is free: that is a proxy in front, or a load test.</summary>
public sealed class AddressLimit(Limits limits)
{
    private readonly ConcurrentDictionary<IPAddress, int> _open = new();

    public async Task Run(HttpContext context, RequestDelegate next)
    {
        var address = Network(context.Connection.RemoteIpAddress);
        if (limits.ConnectionsPerAddress == 0 || address is null || IPAddress.IsLoopback(address))
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

    /// <summary>A household has a whole IPv6 /64.</summary>
    private static IPAddress? Network(IPAddress? address)
    {
        if (address is { IsIPv4MappedToIPv6: true })
        {
            return address.MapToIPv4();
        }

        return address?.AddressFamily is AddressFamily.InterNetworkV6 && !IPAddress.IsLoopback(address)
            ? new IPAddress([.. address.GetAddressBytes().AsSpan(0, 8), .. new byte[8]])
            : address;
    }
}

using System.Net;
using System.Net.Sockets;

namespace Webinars.Nodes;

/// <summary>Whom one address counts as.</summary>
public static class Network
{
    /// <summary>A household has a whole IPv6 /64. Null for this machine's own address, which is a proxy in front, or a test: free.</summary>
    public static IPAddress? Of(IPAddress? address) => address switch
    {
        null => null,
        _ when IPAddress.IsLoopback(address) => null,
        { IsIPv4MappedToIPv6: true } => Of(address.MapToIPv4()),
        { AddressFamily: AddressFamily.InterNetworkV6 } => new IPAddress([.. address.GetAddressBytes().AsSpan(0, 8), .. new byte[8]]),
        _ => address,
    };
}

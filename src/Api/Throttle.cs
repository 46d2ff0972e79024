using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Webinars.Rooms;

namespace Webinars.Api;

/// <summary>How often one address may do what a stranger may do: so that nobody fills other people's mailboxes.</summary>
internal static class Throttle
{
    public const string Policy = "strangers";

    public static IServiceCollection AddThrottle(this IServiceCollection services) => services.AddSingleton<AddressPace>().AddRateLimiter(limiter =>
    {
        limiter.AddPolicy(Policy, context =>
        {
            var perMinute = context.RequestServices.GetRequiredService<Limits>().RegistrationsPerMinute;
            return perMinute == 0 || Network(context.Connection.RemoteIpAddress) is not { } address
                ? RateLimitPartition.GetNoLimiter(IPAddress.None)
                : RateLimitPartition.GetTokenBucketLimiter(address, _ => Bucket(perMinute));
        });
        limiter.OnRejected = (context, _) => throw new RefusedException(
            Refusal.TooFast(context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1)));
    });

    internal static TokenBucketRateLimiterOptions Bucket(int perMinute) =>
        new() { TokenLimit = perMinute, TokensPerPeriod = perMinute, ReplenishmentPeriod = TimeSpan.FromMinutes(1), AutoReplenishment = true };

    /// <summary>A household has a whole IPv6 /64. This machine's own address is a proxy in front, or a test: free.</summary>
    internal static IPAddress? Network(IPAddress? address) => address switch
    {
        null => null,
        _ when IPAddress.IsLoopback(address) => null,
        { IsIPv4MappedToIPv6: true } => Network(address.MapToIPv4()),
        { AddressFamily: AddressFamily.InterNetworkV6 } => new IPAddress([.. address.GetAddressBytes().AsSpan(0, 8), .. new byte[8]]),
        _ => address,
    };
}

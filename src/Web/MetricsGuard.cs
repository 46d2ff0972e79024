using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Webinars.Web;

/// <summary>Who may read the figures: whoever brings the token; in Development, where none is set, whoever asks from this machine or a private network. To others there is no such thing.</summary>
/// <remarks>Elsewhere an address says nothing: behind a balancer, on this machine or not, every stranger comes from a near one.</remarks>
internal static class MetricsGuard
{
    public const string Path = "/metrics";

    private static readonly IPNetwork[] Private =
    [
        IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("::1/128"), IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("fe80::/10"),
    ];

    public static void UseMetricsGuard(this WebApplication app)
    {
        var token = app.Configuration["Metrics:Token"] is { Length: > 0 } set ? Encoding.UTF8.GetBytes($"Bearer {set}") : null;
        var development = app.Environment.IsDevelopment();
        app.Use((context, next) =>
        {
            if (!context.Request.Path.StartsWithSegments(Path) || (token is null ? development && IsNear(context) : Brings(context, token)))
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }

    /// <summary>What a proxy said of the address is gone where it was believed: where it is still there, nobody knows who asks.</summary>
    private static bool IsNear(HttpContext context) =>
        !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded")
        && context.Connection.RemoteIpAddress is { } address && Plain(address) is var plain && Private.Any(network => network.Contains(plain));

    private static bool Brings(HttpContext context, byte[] token) =>
        CryptographicOperations.FixedTimeEquals(token, Encoding.UTF8.GetBytes(context.Request.Headers.Authorization.ToString()));

    private static IPAddress Plain(IPAddress address) => address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
}

using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Webinars.Web.Together;

/// <summary>Who stands before us and may say for whom it asks. Nobody, unless it is named.</summary>
internal static class TrustedProxies
{
    private const string Name = "Web:TrustedProxies";

    /// <summary>From here on address, scheme and host are those that the browser used, as far as trusted proxies tell them; what anybody else says of it is not heard.</summary>
    public static void UseTrustedProxies(this WebApplication app)
    {
        var networks = Read(app.Configuration).Select(one => one.Network).OfType<IPNetwork>().ToList();
        if (networks.Count == 0)
        {
            return;
        }

        // As many as are trusted, from the nearest on; the first that is not is who asks.
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        networks.ForEach(options.KnownIPNetworks.Add);

        // A proxy may pass on a host that a stranger has written.
        options.AllowedHosts = [.. (app.Configuration.GetSection("Web:AllowedOrigins").Get<string[]>() ?? [])
            .Append(app.Configuration.PublicUrl()).Select(origin => Uri.TryCreate(origin, UriKind.Absolute, out var url) ? url.Host : null).OfType<string>().Distinct()];
        app.UseForwardedHeaders(options);
    }

    public static IEnumerable<string> Problems(IConfiguration configuration) => Read(configuration).Where(one => one.Network is null)
        .Select(one => $"The setting {Name}:{one.Place} must be an address or a network such as 10.0.0.5 or 10.0.0.0/24.");

    private static IEnumerable<(IPNetwork? Network, int Place)> Read(IConfiguration configuration) =>
        (configuration.GetSection(Name).Get<string[]>() ?? []).Select((text, place) => (Network(text), place));

    private static IPNetwork? Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}

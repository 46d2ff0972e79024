using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Webinars.Hubs.Wires;

/// <summary>Puts a <see cref="Wire"/> between each connection that becomes a WebSocket and the WebSocket. It stands before whoever reads the request as one.</summary>
public sealed class WireDoor(TimeProvider time)
{
    public Task Run(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } upgrade)
        {
            context.Features.Set<IHttpUpgradeFeature>(new Upgrade(upgrade, context, time));
        }

        if (context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect)
        {
            context.Features.Set<IHttpExtendedConnectFeature>(new Connect(connect, context, time));
        }

        return next(context);
    }

    private static Wire Laid(HttpContext context, Stream stream, Socket? socket, TimeProvider time)
    {
        var wire = new Wire(stream, socket, time);
        context.Features.Set(wire);
        return wire;
    }

    /// <remarks>
    /// What the server still has to send of its answer was begun before, and whoever follows the protocol says nothing until it is there:
    /// SignalR greets only who has greeted it. So nothing on the socket can overtake it.
    /// </remarks>
    private static Socket? Straight(IFeatureCollection features)
    {
        if (features.Get<ITlsHandshakeFeature>() is not null || features.Get<IConnectionSocketFeature>()?.Socket is not { } socket)
        {
            return null;
        }

        socket.Blocking = false;
        return socket;
    }

    private sealed class Upgrade(IHttpUpgradeFeature stock, HttpContext context, TimeProvider time) : IHttpUpgradeFeature
    {
        public bool IsUpgradableRequest => stock.IsUpgradableRequest;

        public async Task<Stream> UpgradeAsync() => Laid(context, await stock.UpgradeAsync(), Straight(context.Features), time);
    }

    /// <summary>HTTP/2: many streams share the connection, none has a socket.</summary>
    private sealed class Connect(IHttpExtendedConnectFeature stock, HttpContext context, TimeProvider time) : IHttpExtendedConnectFeature
    {
        public bool IsExtendedConnect => stock.IsExtendedConnect;

        public string? Protocol => stock.Protocol;

        public async ValueTask<Stream> AcceptAsync() => Laid(context, await stock.AcceptAsync(), null, time);
    }
}

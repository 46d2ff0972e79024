using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Webinars.Nodes;
using Webinars.Streaming.Broadcasting;

namespace Webinars.Api;

/// <summary>A host sends from the browser, over a socket (docs/protocol.md, "Broadcast").</summary>
internal static class BroadcastApi
{
    /// <summary>Any method: over HTTP/2 a socket is opened with CONNECT.</summary>
    public static void MapBroadcast(this IEndpointRouteBuilder routes) =>
        routes.Map("/api/webinars/{id:guid}/broadcast", Open).RequireAuthorization().ExcludeFromDescription();

    private static async Task Open(
        Guid id, OpenBroadcast broadcasts, ClaimsPrincipal user, HttpContext context, IHostApplicationLifetime host, Drain drain, TimeProvider time, CancellationToken ct)
    {
        var person = user.Person();
        await broadcasts.Check(id, person, user.Session(), ct);
        if (!context.WebSockets.IsWebSocketRequest)
        {
            throw new RefusedException(Refusal.Invalid("upgrade", "This is a WebSocket."));
        }

        drain.Lines.Begin();
        try
        {
            if (drain.Moving.IsCancellationRequested)
            {
                throw new RefusedException(Refusal.Busy);
            }

            using var over = CancellationTokenSource.CreateLinkedTokenSource(ct, host.ApplicationStopping, drain.Closing);
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            using var broadcast = new BroadcastSocket(socket, time);
            await broadcast.Run(
                (format, token) => broadcasts.Run(id, person, format, token),
                token => broadcasts.Check(id, person, user.Session(), token),
                drain.Moving,
                over.Token);
        }
        finally
        {
            drain.Lines.End();
        }
    }
}

using Microsoft.AspNetCore.Http;
using Webinars.Nodes;

namespace Webinars.Hubs;

/// <summary>Counts the sockets that are open, and lets none in while people move away. It stands before everybody who looks at tickets: one that is refused here is good on another node.</summary>
public sealed class DrainDoor(Drain drain)
{
    public async Task Run(HttpContext context, RequestDelegate next)
    {
        drain.Lines.Begin();
        try
        {
            if (drain.Moving.IsCancellationRequested)
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;
            }

            await next(context);
        }
        finally
        {
            drain.Lines.End();
        }
    }
}

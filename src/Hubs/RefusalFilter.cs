using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;
using Webinars.Rooms;
using Webinars.Telemetry;

namespace Webinars.Hubs;

/// <summary>A refusal reaches the browser as its code; how long to wait, where that is known, comes as a notice before it. What else goes wrong is logged, once, here.</summary>
internal sealed partial class RefusalFilter(IHubContext<RoomHub, IRoomClient> hub, ILogger<RefusalFilter> logger) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocation, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            return await next(invocation);
        }
        catch (RefusedException refused)
        {
            // Who meets a full queue needs no second message through the same node.
            if (refused.Refusal.RetryAfter is { } wait && refused.Refusal != Refusal.Busy)
            {
                var notice = new Notice(refused.Refusal.Code) { RetryAfterSeconds = (int)Math.Ceiling(wait.TotalSeconds) };
                await hub.Clients.Client(invocation.Context.ConnectionId).Notice(notice);
            }

            Instruments.Refusals.Add(1, Instruments.Tag("door", "hub"), Instruments.Tag("code", refused.Refusal.Code));
            throw new HubException(refused.Refusal.Code);
        }
        catch (Exception error) when (error is not (HubException or OperationCanceledException))
        {
            Log.Failed(logger, invocation.HubMethodName, error);
            throw;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The hub's {Method} failed")]
        public static partial void Failed(ILogger logger, string method, Exception error);
    }
}

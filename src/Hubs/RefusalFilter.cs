using Microsoft.AspNetCore.SignalR;
using Webinars.Rooms;

namespace Webinars.Hubs;

/// <summary>A refusal reaches the browser as its code; how long to wait, where that is known, comes as a notice before it.</summary>
internal sealed class RefusalFilter(IHubContext<RoomHub, IRoomClient> hub) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocation, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            return await next(invocation);
        }
        catch (RefusedException refused)
        {
            if (refused.Refusal.RetryAfter is { } wait)
            {
                var notice = new Notice(refused.Refusal.Code) { RetryAfterSeconds = (int)Math.Ceiling(wait.TotalSeconds) };
                await hub.Clients.Client(invocation.Context.ConnectionId).Notice(notice);
            }

            throw new HubException(refused.Refusal.Code);
        }
    }
}

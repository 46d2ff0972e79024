using Microsoft.AspNetCore.SignalR;
using Webinars.Nodes;

namespace Webinars.Hubs;

/// <summary>What is being asked now: a node that goes answers it first.</summary>
internal sealed class CountCalls(Drain drain) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocation, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        drain.Calls.Begin();
        try
        {
            return await next(invocation);
        }
        finally
        {
            drain.Calls.End();
        }
    }
}

using Microsoft.AspNetCore.Builder;

namespace Webinars.Adapters.Tests.Sandbox;

internal static class HostEnd
{
    /// <summary>Nothing of it works any more when this returns: disposing alone does not wait for a courier that is writing.</summary>
    public static async Task End(this WebApplication app)
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }
}

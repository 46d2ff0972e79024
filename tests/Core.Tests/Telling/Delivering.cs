using Webinars.Outbox;

namespace Webinars.Core.Tests;

internal static class Delivering
{
    /// <summary>Brings everything that is due by the clock, and what that makes due.</summary>
    public static async Task All(this KeepDelivering deliver, IReadOnlyList<ICarrier> carriers)
    {
        bool some;
        do
        {
            some = false;
            foreach (var carrier in carriers)
            {
                var begun = await deliver.Begin(carrier, 8, default);
                await Task.WhenAll(begun);
                some |= begun.Count > 0;
            }
        }
        while (some);
    }
}

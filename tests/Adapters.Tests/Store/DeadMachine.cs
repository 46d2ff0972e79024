using System.Collections.Concurrent;

namespace Webinars.Adapters.Tests.Store;

/// <summary>What ran on a machine without power must neither go on nor be collected: LiteDB's finalizers throw after a failed commit.</summary>
internal static class DeadMachine
{
    private static readonly ConcurrentBag<object> Kept = [];

    public static void Keep(object memory) => Kept.Add(memory);

    /// <summary>Never returns.</summary>
    public static void Stop() => Thread.Sleep(Timeout.Infinite);
}

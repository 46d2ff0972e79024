using System.Collections.Concurrent;

namespace Webinars.Adapters.Tests.Store;

/// <summary>What ran on a machine that is gone must neither go on nor be collected: LiteDB's finalizers throw after a commit that was cut off.</summary>
internal static class DeadMachine
{
    private static readonly ConcurrentBag<object> Kept = [];

    public static void Keep(object memory) => Kept.Add(memory);

    /// <summary>Never returns.</summary>
    public static void Stop() => Thread.Sleep(Timeout.Infinite);
}

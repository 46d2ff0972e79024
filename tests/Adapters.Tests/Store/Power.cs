namespace Webinars.Adapters.Tests.Store;

/// <summary>The mains of a machine of several disks: fails at the n-th thing that they are asked to do, and stays off.</summary>
internal sealed class Power(int failsAt)
{
    private readonly TaskCompletionSource _off = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _steps;

    public Task Off => _off.Task;

    /// <returns>False when this was one too many.</returns>
    public bool Step()
    {
        if (Interlocked.Increment(ref _steps) < failsAt)
        {
            return true;
        }

        _off.TrySetResult();
        return false;
    }
}

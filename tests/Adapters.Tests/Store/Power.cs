namespace Webinars.Adapters.Tests.Store;

/// <summary>The mains of a machine of several disks: fails at the n-th thing that they are asked to change, and stays off.</summary>
internal sealed class Power(int failsAt)
{
    private readonly TaskCompletionSource _off = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _steps;

    public Task Off => _off.Task;

    public void Step()
    {
        if (Interlocked.Increment(ref _steps) >= failsAt)
        {
            _off.TrySetResult();
            throw new IOException("The power is off.");
        }
    }
}

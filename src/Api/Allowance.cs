namespace Webinars.Api;

/// <summary>So much a second, and so much at once.</summary>
internal sealed class Allowance(int perSecond, int burst, TimeProvider time)
{
    private double _left = burst;
    private long _at = time.GetTimestamp();

    /// <returns>False when it is more than there is left; then nothing was taken.</returns>
    public bool Take(int amount)
    {
        var now = time.GetTimestamp();
        _left = Math.Min(burst, _left + (time.GetElapsedTime(_at, now).TotalSeconds * perSecond));
        _at = now;
        if (amount > _left)
        {
            return false;
        }

        _left -= amount;
        return true;
    }
}

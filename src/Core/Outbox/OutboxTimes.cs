namespace Webinars.Outbox;

/// <summary>When a delivery that did not leave is tried again, and for how long.</summary>
public sealed record OutboxTimes
{
    /// <summary>Who sends one has it for this long; more than a call to a vendor may take with its retries.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Before the second attempt; doubled before each further one.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(2);

    public TimeSpan LongestPause { get; init; } = TimeSpan.FromHours(1);

    /// <summary>After the first attempt. Vendors know an idempotency key for 24 h: who asks again later may send twice.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromHours(23);

    /// <param name="attempts">That have failed, 1 or more.</param>
    /// <param name="asked">By the vendor; never less than that.</param>
    /// <param name="chance">0 to 1: those that failed together do not come back together.</param>
    public TimeSpan Pause(int attempts, TimeSpan asked, double chance)
    {
        var doubled = FirstPause * Math.Pow(2, Math.Min(attempts - 1, 30));
        var pause = (doubled < LongestPause ? doubled : LongestPause) * (0.75 + (chance / 2));
        return pause > asked ? pause : asked + (FirstPause * chance);
    }
}

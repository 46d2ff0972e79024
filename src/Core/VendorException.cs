namespace Webinars;

/// <summary>Why a vendor did not do what it was asked for: one of these four.</summary>
public abstract record VendorFailure
{
    private VendorFailure()
    {
    }

    /// <summary>It knows no such thing.</summary>
    public sealed record NotFound : VendorFailure;

    /// <summary>It was asked too often; nothing was done, and nothing will be before that time is over.</summary>
    public sealed record RateLimited(TimeSpan After) : VendorFailure;

    /// <summary>It did not answer, or with an error of its own: nothing is known of the outcome, and the same may be asked again.</summary>
    public sealed record Transient : VendorFailure;

    /// <summary>It calls our request wrong: a fault of ours or of the settings. Asking again does not help.</summary>
    /// <param name="Status">Its HTTP status.</param>
    public sealed record Rejected(int Status) : VendorFailure;
}

/// <summary>A vendor did not do what it was asked for. Names the vendor's host and why, never what was sent: that may hold secrets.</summary>
public sealed class VendorException(VendorFailure failure, string host) : Exception($"{host}: {failure}")
{
    public VendorFailure Failure { get; } = failure;

    /// <summary>What a person who waits for it is told; null when it is a fault, to be logged as one.</summary>
    public Refusal? Refusal => Failure switch
    {
        VendorFailure.NotFound => Refusal.NotFound,
        VendorFailure.RateLimited(var after) => Refusal.Busy with { RetryAfter = after },
        VendorFailure.Transient => Refusal.Busy,
        _ => null,
    };
}

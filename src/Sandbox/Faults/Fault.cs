namespace Webinars.Sandbox.Faults;

/// <summary>What can be made to go wrong with a vendor, as scripts and the page spell it.</summary>
public static class Fault
{
    /// <summary>The connection breaks, and so do those that are open.</summary>
    public const string Down = "down";

    /// <summary>Answers come after 3 to 8 seconds.</summary>
    public const string Slow = "slow";

    public const string TooManyRequests = "429";

    public const string ServerError = "500";

    /// <summary>What was asked is done, but the answer never arrives.</summary>
    public const string LostAnswer = "lost-answer";

    /// <summary>A webhook is sent 10 seconds late.</summary>
    public const string LateWebhook = "late-webhook";

    /// <summary>A webhook that was taken is sent a second time.</summary>
    public const string DoubleWebhook = "double-webhook";

    /// <summary>Two webhooks about the same thing arrive in the wrong order.</summary>
    public const string ReorderWebhooks = "reorder-webhooks";

    /// <summary>Switches all of a vendor's faults off.</summary>
    public const string None = "none";

    public static readonly IReadOnlyList<string> Kinds =
        [Down, Slow, TooManyRequests, ServerError, LostAnswer, LateWebhook, DoubleWebhook, ReorderWebhooks];
}

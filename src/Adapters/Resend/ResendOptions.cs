using System.ComponentModel.DataAnnotations;

namespace Webinars.Adapters.Resend;

/// <summary>Section <c>Resend</c>.</summary>
public sealed class ResendOptions
{
    /// <summary><c>re_…</c>, with full access: one for sending only may not look at letters, cancel or reschedule them.</summary>
    [Required]
    public string ApiKey { get; set; } = "";

    /// <summary><c>whsec_…</c> of the webhook endpoint.</summary>
    [Required]
    public string WebhookSecret { get; set; } = "";

    /// <summary>Who writes: a mailbox of a verified domain, <c>Webinars &lt;events@example.com&gt;</c>.</summary>
    [Required]
    public string From { get; set; } = "";

    [Required, Url]
    public string BaseUrl { get; set; } = "https://api.resend.com";

    /// <summary>The limit of the Resend team, shared by all nodes. The vendor's documents say 2 in places and 5 in others: the lower one is always right.</summary>
    [Range(0.1, 1000)]
    public double RequestsPerSecond { get; set; } = 2;

    /// <summary>Calls in a second that are made: a tenth below the limit, as a call that was held up on its way meets the next one there.</summary>
    public double Pace() => 0.9 * RequestsPerSecond;

    /// <summary>A call that would have to wait longer for its turn is refused at once. Below the 10 s after which an attempt is given up.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:08")]
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(5);
}

using System.ComponentModel.DataAnnotations;

namespace Webinars.Adapters.Knock;

/// <summary>Section <c>Knock</c>.</summary>
public sealed class KnockOptions
{
    /// <summary>Knock's rate tier of triggers (its API reference, <c>x-ratelimit-tier</c>).</summary>
    public const int TriggersPerSecond = 1000;

    /// <summary>For the server: <c>sk_…</c>.</summary>
    [Required, RegularExpression("sk_.+", ErrorMessage = "must be the secret key, which begins with sk_")]
    public string ApiKey { get; set; } = "";

    /// <summary>For the browser: <c>pk_…</c>.</summary>
    [Required, RegularExpression("pk_.+", ErrorMessage = "must be the public key, which begins with pk_")]
    public string PublicKey { get; set; } = "";

    /// <summary>Signs the browsers' passes: an RSA key, PEM (PKCS#8) or its base64, as the dashboard gives it.</summary>
    [Required]
    public string SigningKey { get; set; } = "";

    /// <summary>Id of the in-app feed channel, a UUID.</summary>
    [Required, RegularExpression("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", ErrorMessage = "must be the UUID of the in-app feed channel")]
    public string FeedChannelId { get; set; } = "";

    /// <summary>Of the webhook endpoint; used as it is.</summary>
    [Required]
    public string WebhookSecret { get; set; } = "";

    /// <summary>An origin, without <c>/v1</c>: the vendor's browser client drops any path.</summary>
    [Required, Url]
    public string BaseUrl { get; set; } = "https://api.knock.app";

    /// <summary>Knock's rate tier of what is said of one user, shared by all nodes. A load test of our own lowers it: thousands who come at once are told of later.</summary>
    [Range(0.01, 1000)]
    public double WritesPerSecond { get; set; } = 60;

    /// <summary>Introductions in a second that are made: a tenth below the limit.</summary>
    public double Pace() => 0.9 * WritesPerSecond;

    /// <summary>A call that would have to wait longer for its turn is refused at once. Below the 10 s after which an attempt is given up.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:08")]
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(5);
}

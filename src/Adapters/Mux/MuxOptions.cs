using System.ComponentModel.DataAnnotations;

namespace Webinars.Adapters.Mux;

/// <summary>Section <c>Mux</c>.</summary>
public sealed class MuxOptions
{
    [Required]
    public string TokenId { get; set; } = "";

    [Required]
    public string TokenSecret { get; set; } = "";

    /// <summary>Of the webhook endpoint; used as it is.</summary>
    [Required]
    public string WebhookSecret { get; set; } = "";

    /// <summary>Id of the key that signs playback passes.</summary>
    [Required]
    public string SigningKeyId { get; set; } = "";

    /// <summary>Base64 of the key's PEM, as Mux gives it.</summary>
    [Required]
    public string SigningKey { get; set; } = "";

    [Required, Url]
    public string BaseUrl { get; set; } = "https://api.mux.com";

    /// <summary>Where players find a playback id; set only where that is not Mux itself, and then players are told the address.</summary>
    [Url]
    public string? StreamUrl { get; set; }

    /// <summary>Where players find the pictures of a recording.</summary>
    [Required, Url]
    public string ImageUrl { get; set; } = "https://image.mux.com";

    /// <summary>Where encoders send to.</summary>
    [Required]
    public string IngestUrl { get; set; } = "rtmps://global-live.mux.com:443/app";

    /// <summary>How far the picture lies behind: low (about 5 s), reduced (12 to 20 s) or standard (20 to 30 s).</summary>
    [AllowedValues("low", "reduced", "standard")]
    public string LatencyMode { get; set; } = "low";

    /// <summary>The image that is shown while a lost encoder is waited for; Mux's own when unset.</summary>
    [Url]
    public string? SlateUrl { get; set; }

    /// <summary>What is spoken, for captions that Mux writes by itself; unset: none.</summary>
    [AllowedValues(null, "en", "en-US", "es", "fr", "de", "pt", "it")]
    public string? CaptionsLanguage { get; set; }

    /// <summary>The limit of Mux's environment, shared by all nodes.</summary>
    [Range(0.1, 1000)]
    public double PostsPerSecond { get; set; } = 1;

    /// <summary>Of all other calls; likewise.</summary>
    [Range(0.1, 1000)]
    public double CallsPerSecond { get; set; } = 5;

    /// <summary>A call that would have to wait longer for its turn is refused at once. Below the 10 s after which an attempt is given up.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:08")]
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(5);
}

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

    /// <summary>Where encoders send to.</summary>
    [Required]
    public string IngestUrl { get; set; } = "rtmps://global-live.mux.com:443/app";
}

using System.ComponentModel.DataAnnotations;

namespace Webinars.Adapters.Clerk;

/// <summary>Section <c>Clerk</c>.</summary>
public sealed class ClerkOptions
{
    /// <summary>For the browser: <c>pk_live_…</c>.</summary>
    [Required]
    public string PublishableKey { get; set; } = "";

    /// <summary>For the Backend API: <c>sk_live_…</c>.</summary>
    [Required]
    public string SecretKey { get; set; } = "";

    /// <summary><c>whsec_…</c> of the webhook endpoint.</summary>
    [Required]
    public string WebhookSecret { get; set; } = "";

    /// <summary>Frontend API URL: issuer of the session tokens, its keys under <c>/.well-known/jwks.json</c>.</summary>
    [Required, Url]
    public string Issuer { get; set; } = "";

    /// <summary>Of the Backend API, with its version.</summary>
    [Required, Url]
    public string BaseUrl { get; set; } = "https://api.clerk.com/v1";
}

namespace Webinars.Webhooks;

/// <summary>One vendor's messages to us.</summary>
public interface IWebhook
{
    /// <summary>The last part of the address that the vendor posts to.</summary>
    string Vendor { get; }

    /// <summary>Verifies the message on its raw bytes and does what it asks for, once. A message that means nothing to us is accepted.</summary>
    /// <param name="header">Gives a request header's value, all values joined by commas; null when absent.</param>
    /// <returns>False when it is forged or stale; nothing was done then.</returns>
    Task<bool> Receive(ReadOnlyMemory<byte> body, Func<string, string?> header, CancellationToken ct);
}

namespace Webinars.Mail;

/// <summary>Who carries letters. Every call throws <see cref="VendorException"/>.</summary>
public interface IEmailService
{
    /// <summary>As many as one batch may hold.</summary>
    const int LargestBatch = 100;

    const int LongestKey = 256;

    /// <param name="idempotencyKey">1 to <see cref="LongestKey"/> visible ASCII characters. Sent again with the same key within 24 h, nothing is sent twice; with another letter it is rejected.</param>
    /// <returns>The vendor's id of the letter.</returns>
    Task<string> Send(Email email, string idempotencyKey, CancellationToken ct);

    /// <summary>All of them or, when one is not right, none.</summary>
    /// <param name="emails">1 to <see cref="LargestBatch"/>, without attachments and without a time.</param>
    /// <returns>Ids in the same order.</returns>
    Task<IReadOnlyList<string>> SendBatch(IReadOnlyList<Email> emails, string idempotencyKey, CancellationToken ct);

    /// <summary>One that waits for its time is not sent.</summary>
    Task Cancel(string id, CancellationToken ct);

    /// <summary>One that waits for its time waits for another.</summary>
    Task Reschedule(string id, DateTimeOffset sendAt, CancellationToken ct);

    /// <returns>What became of it last, as far as the vendor knows; null where that has no name of ours.</returns>
    Task<EmailState?> Get(string id, CancellationToken ct);
}

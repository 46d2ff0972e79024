using Microsoft.Extensions.Options;
using Webinars.Mail;

namespace Webinars.Adapters.Resend;

/// <summary>Resend's e-mails over REST. Source: Resend API reference, "Emails"; "Idempotency keys".</summary>
internal sealed class ResendEmails(HttpClient http, IOptions<ResendOptions> options) : IEmailService
{
    public async Task<string> Send(Email email, string idempotencyKey, CancellationToken ct)
    {
        var letter = ResendLetter.Of(email, options.Value.From);
        VendorCall.DemandKey(idempotencyKey, IEmailService.LongestKey);
        return (await http.Read<Sent>(HttpMethod.Post, "emails", letter, ct, idempotencyKey)).Id;
    }

    public async Task<IReadOnlyList<string>> SendBatch(IReadOnlyList<Email> emails, string idempotencyKey, CancellationToken ct)
    {
        var letters = ResendLetter.Of(emails, options.Value.From);
        VendorCall.DemandKey(idempotencyKey, IEmailService.LongestKey);
        return [.. (await http.Read<SentBatch>(HttpMethod.Post, "emails/batch", letters, ct, idempotencyKey, strict: true)).Data.Select(sent => sent.Id)];
    }

    public Task Cancel(string id, CancellationToken ct) => http.Tell(HttpMethod.Post, Path(id, "/cancel"), null, ct);

    public Task Reschedule(string id, DateTimeOffset sendAt, CancellationToken ct) =>
        http.Tell(HttpMethod.Patch, Path(id), new { ScheduledAt = sendAt.UtcDateTime }, ct);

    public async Task<EmailState?> Get(string id, CancellationToken ct) =>
        ResendStates.Read((await http.Read<Looked>(HttpMethod.Get, Path(id), null, ct)).LastEvent);

    private static string Path(string id, string? act = null) => $"emails/{Uri.EscapeDataString(id)}{act}";

    private sealed record Sent(string Id);

    private sealed record SentBatch(IReadOnlyList<Sent> Data);

    private sealed record Looked(string? LastEvent = null);
}

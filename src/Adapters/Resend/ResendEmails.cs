using Microsoft.Extensions.Options;
using Webinars.Mail;

namespace Webinars.Adapters.Resend;

/// <summary>Resend's e-mails over REST. Source: Resend API reference, "Emails"; "Idempotency keys".</summary>
internal sealed class ResendEmails(HttpClient http, IOptions<ResendOptions> options) : IEmailService
{
    private const int LongestKey = 256;

    public async Task<string> Send(Email email, string idempotencyKey, CancellationToken ct) =>
        (await http.Read<Sent>(Post("emails", idempotencyKey, Letter(email)), ct)).Id;

    public async Task<IReadOnlyList<string>> SendBatch(IReadOnlyList<Email> emails, string idempotencyKey, CancellationToken ct)
    {
        if (emails.Count is 0 or > IEmailService.LargestBatch)
        {
            throw new ArgumentException($"A batch holds 1 to {IEmailService.LargestBatch} letters, not {emails.Count}.", nameof(emails));
        }

        if (emails.Any(email => email.Attachments.Count > 0 || email.SendAt is not null))
        {
            throw new ArgumentException("Letters with attachments or with a time go one by one.", nameof(emails));
        }

        var request = Post("emails/batch", idempotencyKey, emails.Select(Letter).ToList());

        // The other mode sends those that are right and tells only the places of the others.
        request.Headers.Add("x-batch-validation", "strict");
        return [.. (await http.Read<SentBatch>(request, ct)).Data.Select(sent => sent.Id)];
    }

    public Task Cancel(string id, CancellationToken ct) => http.Tell(new HttpRequestMessage(HttpMethod.Post, Path(id, "/cancel")), ct);

    public Task Reschedule(string id, DateTimeOffset sendAt, CancellationToken ct) =>
        http.Tell(new HttpRequestMessage(HttpMethod.Patch, Path(id)) { Content = ResendCall.Body(new { ScheduledAt = sendAt.UtcDateTime }) }, ct);

    public async Task<EmailState?> Get(string id, CancellationToken ct) =>
        ResendStates.Read((await http.Read<Looked>(new HttpRequestMessage(HttpMethod.Get, Path(id)), ct)).LastEvent);

    private static string Path(string id, string? act = null) => $"emails/{Uri.EscapeDataString(id)}{act}";

    private static HttpRequestMessage Post<T>(string path, string idempotencyKey, T body)
    {
        if (idempotencyKey.Length is 0 or > LongestKey)
        {
            throw new ArgumentException($"An idempotency key is 1 to {LongestKey} characters.", nameof(idempotencyKey));
        }

        return new HttpRequestMessage(HttpMethod.Post, path) { Content = ResendCall.Body(body), Headers = { { "Idempotency-Key", idempotencyKey } } };
    }

    private ResendLetter Letter(Email email) => ResendLetter.Of(email, options.Value.From);

    private sealed record Sent(string Id);

    private sealed record SentBatch(IReadOnlyList<Sent> Data);

    private sealed record Looked(string? LastEvent = null);
}

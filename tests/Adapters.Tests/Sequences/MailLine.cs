using Webinars.Mail;

namespace Webinars.Adapters.Tests.Sequences;

/// <summary>Between the house and who carries its letters: answers may be lost on the way.</summary>
internal sealed class MailLine(IEmailService carrier) : IEmailService
{
    /// <summary>So many answers from now on: the letter has left, and nobody here knows.</summary>
    public int Lost { get; set; }

    /// <summary>Letters of every call, also of those whose answer was lost.</summary>
    public List<(string Key, Email Email)> Calls { get; } = [];

    public async Task<string> Send(Email email, string idempotencyKey, CancellationToken ct)
    {
        Calls.Add((idempotencyKey, email));
        return Answer(await carrier.Send(email, idempotencyKey, ct));
    }

    public async Task<IReadOnlyList<string>> SendBatch(IReadOnlyList<Email> emails, string idempotencyKey, CancellationToken ct)
    {
        Calls.AddRange(emails.Select(email => (idempotencyKey, email)));
        return Answer(await carrier.SendBatch(emails, idempotencyKey, ct));
    }

    public Task Cancel(string id, CancellationToken ct) => carrier.Cancel(id, ct);

    public Task Reschedule(string id, DateTimeOffset sendAt, CancellationToken ct) => carrier.Reschedule(id, sendAt, ct);

    public Task<EmailState?> Get(string id, CancellationToken ct) => carrier.Get(id, ct);

    private T Answer<T>(T answer) => Lost-- > 0 ? throw new VendorException(new VendorFailure.Transient(), "mail.example") : answer;
}

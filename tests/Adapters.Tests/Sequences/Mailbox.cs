using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Webinars.Mail;

namespace Webinars.Adapters.Tests.Sequences;

/// <summary>Who carries letters, in memory: it knows its keys, takes no other letter under one, and keeps what arrived.</summary>
internal sealed class Mailbox(FakeTimeProvider clock) : IEmailService
{
    private readonly Dictionary<string, (string Said, List<string> Ids)> _known = [];

    public List<Arrived> Letters { get; } = [];

    public Task<string> Send(Email email, string idempotencyKey, CancellationToken ct) => Task.FromResult(Take([email], idempotencyKey)[0]);

    public Task<IReadOnlyList<string>> SendBatch(IReadOnlyList<Email> emails, string idempotencyKey, CancellationToken ct) => Task.FromResult(Take(emails, idempotencyKey));

    public Task Cancel(string id, CancellationToken ct) => throw new NotSupportedException();

    public Task Reschedule(string id, DateTimeOffset sendAt, CancellationToken ct) => throw new NotSupportedException();

    public Task<EmailState?> Get(string id, CancellationToken ct) => throw new NotSupportedException();

    private IReadOnlyList<string> Take(IReadOnlyList<Email> emails, string key)
    {
        lock (Letters)
        {
            var said = JsonSerializer.Serialize(emails);
            if (_known.TryGetValue(key, out var known))
            {
                return known.Said == said ? known.Ids : throw new VendorException(new VendorFailure.Rejected(409), "mail.example");
            }

            Letters.AddRange(emails.Select(email => new Arrived(
                clock.GetUtcNow(), email.To, Enum.Parse<LetterKind>(email.Tags["letter"]), email.Subject, email.Text, email.Attachments is [var file] ? file.Content.ToArray() : null)));
            return (_known[key] = (said, [.. emails.Select(_ => $"{Guid.NewGuid()}")])).Ids;
        }
    }
}

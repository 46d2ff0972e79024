using Webinars.Storage;
using Webinars.Webhooks;

namespace Webinars.Mail;

/// <summary>Keeps what became of a letter, and which addresses must be left alone. Repeated signals do nothing, late ones take nothing back.</summary>
public sealed class ApplyEmailSignal(IStore store, EmailStore emails, Suppressions suppressions, Inbox inbox, TimeProvider time)
{
    /// <param name="messageId">The vendor's, the same each time it is sent.</param>
    public Task Run(string vendor, string messageId, EmailSignal signal, CancellationToken ct) => Retry.WhenStale(async () =>
    {
        if (await inbox.Has(vendor, messageId, ct))
        {
            return false;
        }

        var email = await emails.Get(signal.EmailId, ct) ?? new SentEmail(signal.EmailId, signal.State, signal.At);
        var changes = new List<Put> { EmailStore.ToPut(email.With(signal)), Inbox.ToPut(vendor, messageId, time.GetUtcNow()) };
        if (signal.StopsMail)
        {
            var suppression = await suppressions.Get(signal.Recipient, ct) ?? new Suppression(signal.State, signal.At);
            changes.Add(Suppressions.ToPut(signal.Recipient, suppression.With(signal)));
        }

        await store.Commit(new Batch([.. changes]), ct);
        return true;
    });
}

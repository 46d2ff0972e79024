using Webinars.Mail;
using Webinars.Outbox;
using Webinars.People;
using Webinars.Registering;
using Webinars.Scheduling;

namespace Webinars.Telling;

/// <param name="Fate">Only those that came to it; bounced, complained, failed, suppressed, dropped or dead. Null: whatever became of them.</param>
/// <param name="After">Id of the letter that the page before ended with.</param>
public sealed record LettersWanted(LetterKind? Kind = null, LetterFate? Fate = null, Guid? Registration = null, string? After = null, int Limit = 50);

/// <param name="Next">To be given as <c>after</c> for the next page; null on the last.</param>
public sealed record LetterList(IReadOnlyList<LetterSeen> Items, string? Next);

/// <summary>Who got which letter and how it went, for who leads the webinar.</summary>
public sealed class ReadLetters(WebinarStore webinars, RegistrationStore registrations, LetterRecords records, EmailStore emails)
{
    private const int LargestPage = 200;

    /// <summary>Of every kind of which there is a letter. Counts keys and reads no letter: it takes no longer than there are letters, and little for each.</summary>
    /// <exception cref="RefusedException">not-found, banned, not-allowed.</exception>
    public async Task<IReadOnlyList<LetterTally>> Tally(Guid id, Person host, CancellationToken ct)
    {
        await webinars.GetFor(id, host, Capability.Lead, ct);
        var tallies = new List<LetterTally>();
        foreach (var kind in Enum.GetValues<LetterKind>())
        {
            var (sent, dropped, dead) = (await Left(DeliveryState.Sent), await Left(DeliveryState.Dropped), await Left(DeliveryState.Dead));
            if (sent + dropped + dead == 0)
            {
                continue;
            }

            var (opened, complained) = (await Came(EmailState.Opened) + await Came(EmailState.Clicked), await Came(EmailState.Complained));
            tallies.Add(new LetterTally(
                kind, sent, await Came(EmailState.Delivered) + opened + complained, opened, await Came(EmailState.Bounced), complained, await Came(EmailState.Failed) + await Came(EmailState.Suppressed), dropped, dead));

            Task<int> Came(EmailState state) => emails.Count(id, state, kind, ct);
            Task<int> Left(DeliveryState state) => records.Count(id, kind, state, ct);
        }

        return tallies;
    }

    /// <exception cref="RefusedException">not-found, banned, not-allowed, invalid.</exception>
    public async Task<LetterList> List(Guid id, LettersWanted wanted, Person host, CancellationToken ct)
    {
        await webinars.GetFor(id, host, Capability.Lead, ct);
        var after = wanted.After is null ? null : await records.Get(wanted.After, ct);
        if (wanted.After is not null && after?.Webinar != id)
        {
            throw new RefusedException(Refusal.Invalid("after", "Take it from the page before."));
        }

        var limit = Math.Clamp(wanted.Limit, 1, LargestPage);
        var found = wanted.Registration is { } one ? [.. (await records.FindFor(one, LargestPage, ct)).Where(record => record.Webinar == id)]
            : wanted.Fate is { } fate ? await Fated(id, fate, wanted.Kind, after, limit + 1, ct)
            : wanted.Kind is { } kind ? await records.FindNewest(id, kind, after, limit + 1, ct)
            : await records.FindNewest(id, after, limit + 1, ct);
        var seen = new List<LetterSeen>();
        foreach (var record in wanted.Registration is null ? found.Take(limit) : found)
        {
            seen.Add(await Seen(record, ct));
        }

        return new LetterList(seen, wanted.Registration is null && found.Count > limit ? found[limit - 1].Order : null);
    }

    private async Task<IReadOnlyList<LetterRecord>> Fated(Guid id, LetterFate fate, LetterKind? kind, LetterRecord? after, int max, CancellationToken ct)
    {
        if (fate is LetterFate.Dropped or LetterFate.Dead)
        {
            return await records.Find(id, fate is LetterFate.Dead ? DeliveryState.Dead : DeliveryState.Dropped, kind, after, max, ct);
        }

        var state = fate switch
        {
            LetterFate.Bounced => EmailState.Bounced,
            LetterFate.Complained => EmailState.Complained,
            LetterFate.Failed => EmailState.Failed,
            LetterFate.Suppressed => EmailState.Suppressed,
            _ => throw new RefusedException(Refusal.Invalid("fate", "bounced, complained, failed, suppressed, dropped or dead.")),
        };
        var last = after?.EmailId is { } known ? await emails.Get(known, ct) : null;
        var found = new List<LetterRecord>();
        foreach (var email in await emails.Find(id, state, kind, last, max, ct))
        {
            if (await records.GetByEmail(email.Id, ct) is { } record)
            {
                found.Add(record);
            }
        }

        return found;
    }

    private async Task<LetterSeen> Seen(LetterRecord record, CancellationToken ct)
    {
        var to = await registrations.Get(record.Registration, ct);
        var email = record.EmailId is { } known ? await emails.Get(known, ct) : null;
        var fate = record.State switch
        {
            DeliveryState.Dropped => LetterFate.Dropped,
            DeliveryState.Dead or DeliveryState.Revived => LetterFate.Dead,
            _ => Of(email?.State),
        };
        return new LetterSeen(record.Order, record.Kind, record.Registration, to?.Name, to?.Email, record.At, fate, email?.At ?? record.At);
    }

    private static LetterFate Of(EmailState? state) => state switch
    {
        EmailState.Delayed => LetterFate.Delayed,
        EmailState.Delivered => LetterFate.Delivered,
        EmailState.Opened or EmailState.Clicked => LetterFate.Opened,
        EmailState.Bounced => LetterFate.Bounced,
        EmailState.Complained => LetterFate.Complained,
        EmailState.Failed or EmailState.Cancelled => LetterFate.Failed,
        EmailState.Suppressed => LetterFate.Suppressed,
        _ => LetterFate.Sent,
    };
}

using Webinars.People;
using Webinars.Scheduling;
using Webinars.Storage;

namespace Webinars.Registering.Invitations;

/// <param name="Text">The list, as <see cref="InvitationList"/> takes it.</param>
/// <param name="Role">Of those for whom the list says none; null: attendee.</param>
/// <param name="OnlyGood">Lines that are broken are left out; else they keep everybody back.</param>
public sealed record InvitationRequest(string? Text, string? Role = null, bool OnlyGood = false);

/// <param name="Done">False: nothing was done, because lines are broken.</param>
/// <param name="Invited">How many get a letter; not done: how many would.</param>
/// <param name="Broken">How many lines are.</param>
/// <param name="Notes">The first of them, by line.</param>
public sealed record InvitationResult(bool Done, int Invited, int Broken, int Duplicates, int Already, int TookItBack, IReadOnlyList<InvitationNote> Notes);

/// <summary>Asks people to come, in a role or as attendees. Their registrations and letters are made page by page behind the answer; a seat is taken when they accept.</summary>
public sealed class InvitePeople(WebinarStore webinars, RegistrationStore registrations, DayQuota quota, DayLimits limits, IStore store, TimeProvider time)
{
    private const int MostNotes = 500;

    /// <exception cref="RefusedException">not-found, banned, not-allowed (also: a role that is not below one's own), wrong-state (a draft, or called off), too-large, bad-text, invalid, too-fast.</exception>
    public async Task<InvitationResult> Run(Guid id, InvitationRequest request, Person host, CancellationToken ct)
    {
        var (webinar, by) = await webinars.GetFor(id, host, Capability.Lead, ct);
        if (webinar.Status is WebinarStatus.Draft or WebinarStatus.Cancelled)
        {
            throw new RefusedException(Refusal.WrongState);
        }

        if (!InvitationList.TryRole(request.Role, out var role))
        {
            throw new RefusedException(Refusal.Invalid("role", "attendee, panelist, moderator or host."));
        }

        if (!MayGive(by, role))
        {
            throw new RefusedException(Refusal.NotAllowed);
        }

        var list = InvitationList.Read(request.Text);
        if (list.Good.Count + list.Broken.Count == 0)
        {
            throw new RefusedException(Refusal.Invalid("text", "There is no address in it."));
        }

        var notes = list.Broken.ToList();
        var people = await Sorted(webinar, by, list.Good.Select(one => one with { Role = one.Role ?? role }), notes, ct);
        var broken = Of(InvitationNoteKind.Broken);
        var done = broken == 0 || request.OnlyGood;
        if (done && people.Count > 0)
        {
            await Save(id, people, ct);
        }

        return new InvitationResult(
            done, people.Count, broken, Of(InvitationNoteKind.Duplicate), Of(InvitationNoteKind.Already), Of(InvitationNoteKind.TookItBack), [.. notes.OrderBy(note => note.Line).Take(MostNotes)]);

        int Of(InvitationNoteKind kind) => notes.Count(note => note.Kind == kind);
    }

    private static bool MayGive(Actor by, Role? role) => role is null || (by.Can(Capability.AssignRoles) && role < by.Role);

    /// <returns>Those who will get a letter; of the others there is a note.</returns>
    private async Task<List<Invitation>> Sorted(Webinar webinar, Actor by, IEnumerable<Invitation> read, List<InvitationNote> notes, CancellationToken ct)
    {
        var (people, seen, now) = (new List<Invitation>(), new HashSet<string>(), time.GetUtcNow());
        foreach (var one in read)
        {
            if (!MayGive(by, one.Role))
            {
                notes.Add(new InvitationNote(one.Line, one.Email, InvitationNoteKind.Broken, "You may give only roles below your own."));
            }
            else if (!seen.Add(one.Email))
            {
                notes.Add(new InvitationNote(one.Line, one.Email, InvitationNoteKind.Duplicate, "It stands in the list above."));
            }
            else if (await registrations.GetByEmail(webinar.Id, one.Email, ct) is var known && one.After(known, webinar.Id, now) is not null)
            {
                people.Add(one);
            }
            else
            {
                notes.Add(known!.Status is RegistrationStatus.Cancelled
                    ? new InvitationNote(one.Line, one.Email, InvitationNoteKind.TookItBack, "They took their registration back.")
                    : new InvitationNote(one.Line, one.Email, InvitationNoteKind.Already, known.Status is RegistrationStatus.Invited ? "They were invited before." : "They are registered."));
            }
        }

        return people;
    }

    private Task Save(Guid webinar, IReadOnlyList<Invitation> people, CancellationToken ct) => Retry.WhenStale(async () =>
    {
        var now = time.GetUtcNow();
        var pages = InvitationPages.Of(webinar, Guid.CreateVersion7(now), people, now);
        await store.Commit(pages with { Documents = [.. pages.Documents, .. await quota.Take("invitations", webinar, people.Count, limits.Invitations, ct)] }, ct);
        return true;
    });
}

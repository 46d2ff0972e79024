using Webinars.People;
using Webinars.Rooms.Chat;
using Webinars.Text;

namespace Webinars.Rooms.Moderation.Sanctions;

/// <summary>What a moderator asks for; exactly one of the three ids says whom.</summary>
/// <param name="Minutes">Of a mute; null for good.</param>
/// <param name="RemoveMessages">All that the person has written in the chat; of an anonymous asker nothing is removed, for it would tell who it is.</param>
public sealed record SanctionRequest(
    SanctionKind? Kind, Guid? PersonId, long? QuestionId, long? MessageId, int? Minutes = null, bool RemoveMessages = false, string? Reason = null);

/// <summary>Mutes or bans somebody. Refused: not-found, not-allowed (of one's own rank or above), invalid, too-long, bad-text.</summary>
public sealed record SanctionPerson(Actor By, string ClientId, SanctionRequest Request) : RoomAction(By, ClientId)
{
    public const int MaxReason = 200;
    private static readonly int?[] Mutes = [null, 1, 5, 10, 30, 1440];

    /// <summary>The person whom the request names by id; they need not have said a word here.</summary>
    public Person? Named { get; init; }

    /// <summary>The message that the request names, where it is older than what the room keeps.</summary>
    public MessagePosted? Older { get; init; }

    public override Capability Needs => Capability.Sanction;

    protected override string Said => $"{Request}";

    public override RoomAction Checked()
    {
        var (field, text) = Request switch
        {
            null => ("sanction", "Missing."),
            { Kind: not (SanctionKind.Mute or SanctionKind.Ban) } => ("kind", "mute or ban."),
            { Kind: SanctionKind.Ban, Minutes: not null } => ("minutes", "A ban is for good."),
            _ when !Mutes.Contains(Request.Minutes) => ("minutes", "1, 5, 10, 30 or 1440; none for good."),
            _ when (Request.PersonId is null ? 0 : 1) + (Request.QuestionId is null ? 0 : 1) + (Request.MessageId is null ? 0 : 1) != 1 =>
                ("personId", "One of personId, questionId, messageId."),
            _ => (null, ""),
        };
        if (field is not null)
        {
            throw new RefusedException(Refusal.Invalid(field, text));
        }

        var reason = PlainText.Clean(Request!.Reason, 0, MaxReason, field: "reason");
        return this with { Request = Request with { Reason = reason.Length > 0 ? reason : null } };
    }

    public override Decision Decide(Room room, DateTimeOffset now)
    {
        var question = Request.QuestionId is { } id ? room.Questions.Find(id) : null;
        var message = Request.MessageId is { } position ? room.Chat.Find(position) ?? (Older?.Position == position ? Older : null) : null;
        var named = Request.PersonId is not null && Named?.Id == Request.PersonId ? new Actor(Named.Id, Named.Name, Role.Attendee) : null;
        if ((named ?? question?.Asked.By ?? message?.By) is not { } person)
        {
            return Refusal.NotFound;
        }

        person = person with { Role = room.RoleOf(person.Id) };
        if (person.Role >= By.Role || person.Id == By.Id)
        {
            return Refusal.NotAllowed;
        }

        var anonymous = question is { Asked.Anonymous: true };
        var terms = new SanctionTerms(
            Request.Kind!.Value,
            person,
            question?.Id,
            anonymous,
            Request.Minutes is { } minutes ? now.AddMinutes(minutes) : null,
            Request.Reason,
            Request.RemoveMessages && !anonymous);
        return terms.RemovesMessages
            ? new LiveEvent[] { new PersonSanctioned(terms), new MessagesRemoved(person.Id, room.Position) }
            : new PersonSanctioned(terms);
    }
}

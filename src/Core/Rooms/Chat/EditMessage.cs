using Webinars.People;
using Webinars.Text;

namespace Webinars.Rooms.Chat;

/// <summary>Changes one's own message; checked as a new one is, but for slow mode. Refused: not-found, not-allowed, too-late, and as <see cref="PostMessage"/>.</summary>
public sealed record EditMessage(Actor By, string ClientId, long MessageId, string Text) : MessageAction(By, ClientId, MessageId)
{
    public static readonly TimeSpan Within = TimeSpan.FromMinutes(5);

    public override Capability Needs => Capability.Chat;

    public override Limited? Limit => By.Can(Capability.SpeakAsHost) ? null : Limited.Chat;

    protected override string Said => $"{MessageId}\n{Text}";

    public override RoomAction Checked() => this with { Text = PlainText.Clean(Text, 1, PostMessage.MaxLength, lines: true) };

    protected override Decision Decide(Room room, MessagePosted message, DateTimeOffset now)
    {
        if (message.By!.Id != By.Id)
        {
            return Refusal.NotAllowed;
        }

        if (room.RemovalOf(message) is not null)
        {
            return Refusal.NotFound;
        }

        if (now > message.At + Within)
        {
            return Refusal.TooLate;
        }

        if (PostMessage.MayWrite(room, By, Text, now) is { } refusal)
        {
            return refusal;
        }

        return Text == message.Text ? Decision.Unchanged : new MessageEdited(MessageId, Text, room.Moderation.FlaggedWords.Find(Text));
    }
}

using Webinars.People;
using Webinars.Text;

namespace Webinars.Rooms.Chat;

/// <summary>Says something in the room's chat. Refused: not-live, not-found (no such message to answer), too-long, too-short, bad-text.</summary>
public sealed record PostMessage(Actor By, string ClientId, string Text, long? ReplyTo, IReadOnlyList<Guid>? Mentions = null) : RoomAction(By, ClientId)
{
    public const int MaxLength = 500;

    public override Capability Needs => Capability.Chat;

    public override Limited? Limit => By.Can(Capability.SpeakAsHost) ? null : Limited.Chat;

    protected override string Said => $"{ReplyTo}\n{Text}";

    public override RoomAction Checked() => this with { Text = PlainText.Clean(Text, 1, MaxLength, lines: true) };

    public override Decision Decide(Room room, DateTimeOffset now)
    {
        if (!room.IsOpenTo(By))
        {
            return Refusal.NotLive;
        }

        return ReplyTo is { } message && !room.Chat.Has(message)
            ? Refusal.NotFound
            : new MessagePosted(ClientId, Text, ReplyTo, Mentions);
    }
}

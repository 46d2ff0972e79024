using Webinars.People;
using Webinars.Rooms.Moderation;
using Webinars.Text;

namespace Webinars.Rooms.Chat;

/// <summary>
/// Says something in the room's chat. Refused: not-live, chat-off, hosts-only, muted, not-found (no such message to answer), links-not-allowed,
/// blocked-word, slow-mode, too-long, too-short, bad-text, invalid (more than 10 mentions).
/// </summary>
public sealed record PostMessage(Actor By, string ClientId, string Text, long? ReplyTo, IReadOnlyList<Guid>? Mentions = null) : RoomAction(By, ClientId)
{
    public const int MaxLength = 500;
    public const int MaxMentions = 10;

    public override Capability Needs => Capability.Chat;

    public override Limited? Limit => By.Can(Capability.SpeakAsHost) ? null : Limited.Chat;

    protected override string Said => $"{ReplyTo} {string.Join(' ', Mentions ?? [])}\n{Text}";

    public override RoomAction Checked() => this with
    {
        Text = PlainText.Clean(Text, 1, MaxLength, lines: true),
        Mentions = Mentions is not { Count: > 0 } ? null
            : Mentions.Count <= MaxMentions ? [.. Mentions.Distinct()]
            : throw new RefusedException(Refusal.Invalid("mentions", $"At most {MaxMentions} people.")),
    };

    public override Decision Decide(Room room, DateTimeOffset now)
    {
        if (MayWrite(room, By, Text, now) is { } refusal)
        {
            return refusal;
        }

        if (ReplyTo is { } message && !room.Chat.Has(message))
        {
            return Refusal.NotFound;
        }

        // Last, so that who waits knows that it will be taken then.
        return Wait(room, now) is { } wait
            ? Refusal.SlowMode(wait)
            : new MessagePosted(ClientId, Text, ReplyTo, Mentions) { Flagged = room.Moderation.FlaggedWords.Find(Text) };
    }

    /// <summary>Whether this person may have this text in the chat now, whenever they wrote last.</summary>
    internal static Refusal? MayWrite(Room room, Actor by, string text, DateTimeOffset now)
    {
        var speaks = by.Can(Capability.SpeakAsHost);
        return !room.IsOpenTo(by) ? Refusal.NotLive
            : room.Settings.Chat is ChatMode.Off ? Refusal.ChatOff
            : room.Settings.Chat is ChatMode.Hosts && !speaks ? Refusal.HostsOnly
            : room.Moderation.Voice(by.Id, now) is { } muted ? muted
            : room.Settings.Links is LinkPolicy.Hosts && !speaks && Links.AreIn(text) ? Refusal.LinksNotAllowed
            : room.Moderation.BlockedWords.Find(text) is not null ? Refusal.BlockedWord
            : null;
    }

    private TimeSpan? Wait(Room room, DateTimeOffset now) =>
        room.Settings.SlowModeSeconds > 0 && !By.Can(Capability.SpeakAsHost) && room.Chat.Spoke.TryGetValue(By.Id, out var last)
        && last.AddSeconds(room.Settings.SlowModeSeconds) - now is { Ticks: > 0 } wait
            ? wait
            : null;
}

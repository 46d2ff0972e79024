namespace Webinars.Rooms.Moderation;

/// <summary>How a room is run; its moderators choose.</summary>
/// <param name="SlowModeSeconds">Between two messages of one attendee; 0 for none.</param>
/// <param name="BlockedWords">A message or question with one of them is refused. Null in what attendees see.</param>
/// <param name="FlaggedWords">A message with one of them is shown to moderators for a look. Null in what attendees see.</param>
/// <param name="QuestionApproval">Questions wait for a moderator before others see them.</param>
/// <param name="OpenEarly">Attendees may chat and ask before the webinar is live.</param>
/// <param name="AttendeeRoster">Attendees may see who is here.</param>
public sealed record RoomSettings(
    ChatMode Chat,
    int SlowModeSeconds,
    LinkPolicy Links,
    IReadOnlyList<string>? BlockedWords,
    IReadOnlyList<string>? FlaggedWords,
    QuestionMode Questions,
    bool QuestionApproval,
    bool AnonymousQuestions,
    bool OpenEarly,
    bool AttendeeRoster,
    bool Hands)
{
    public static readonly RoomSettings Default = new(ChatMode.Everyone, 0, LinkPolicy.Everyone, [], [], QuestionMode.On, false, true, true, false, true);

    public RoomSettings SeenBy(Log.Viewer viewer) => viewer.Moderates ? this : this with { BlockedWords = null, FlaggedWords = null };
}

public enum ChatMode
{
    Everyone,

    /// <summary>Panelists and above.</summary>
    Hosts,
    Off,
}

public enum LinkPolicy
{
    Everyone,
    Hosts,
}

public enum QuestionMode
{
    On,
    Off,
}

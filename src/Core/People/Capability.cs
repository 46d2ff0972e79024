namespace Webinars.People;

/// <summary>What a person may do in one webinar. The one table of it: <see cref="Capabilities"/>.</summary>
public enum Capability
{
    Attend,
    Chat,
    Ask,
    Vote,
    React,
    RaiseHand,
    Report,

    /// <summary>Speak where only hosts may: chat for hosts only, links for hosts only; free of limits and slow mode.</summary>
    SpeakAsHost,
    Answer,
    ModerateQuestions,
    ModerateChat,
    Sanction,
    SeeModeration,
    SeeRoster,
    RunPolls,
    Announce,
    ShareHandouts,
    ChangeSettings,
    AssignRoles,

    /// <summary>Plan, stream, go live, end.</summary>
    Lead,
}

/// <summary>Who may do what, from the least role that may. What is not here nobody may.</summary>
public static class Capabilities
{
    private static readonly Dictionary<Capability, Role> Least = new()
    {
        [Capability.Attend] = Role.Attendee,
        [Capability.Chat] = Role.Attendee,
        [Capability.Ask] = Role.Attendee,
        [Capability.Vote] = Role.Attendee,
        [Capability.React] = Role.Attendee,
        [Capability.RaiseHand] = Role.Attendee,
        [Capability.Report] = Role.Attendee,
        [Capability.SpeakAsHost] = Role.Panelist,
        [Capability.Answer] = Role.Panelist,
        [Capability.ModerateQuestions] = Role.Moderator,
        [Capability.ModerateChat] = Role.Moderator,
        [Capability.Sanction] = Role.Moderator,
        [Capability.SeeModeration] = Role.Moderator,
        [Capability.SeeRoster] = Role.Moderator,
        [Capability.RunPolls] = Role.Moderator,
        [Capability.Announce] = Role.Moderator,
        [Capability.ShareHandouts] = Role.Moderator,
        [Capability.ChangeSettings] = Role.Moderator,
        [Capability.AssignRoles] = Role.Host,
        [Capability.Lead] = Role.Host,
    };

    public static bool Has(this Role role, Capability capability) => Least.TryGetValue(capability, out var least) && role >= least;
}

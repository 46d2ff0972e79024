using System.ComponentModel.DataAnnotations;

namespace Webinars.Rooms;

/// <summary>How much one person may do; every one may be lifted (0 = none), for a load test needs it.</summary>
public sealed record Limits
{
    [Range(0, 100_000)]
    public int ChatPerTenSeconds { get; init; } = 5;

    [Range(0, 86_400)]
    public int QuestionEverySeconds { get; init; } = 15;

    /// <summary>Unanswered questions of one person in one room.</summary>
    [Range(0, 100_000)]
    public int OpenQuestionsPerPerson { get; init; } = 10;

    [Range(0, 100_000)]
    public int VotesPerSecond { get; init; } = 5;

    [Range(0, 100_000)]
    public int HistoryPerSecond { get; init; } = 5;

    /// <summary>A browser asks when it comes and where it missed something; every answer may be the whole room.</summary>
    [Range(0, 100_000)]
    public int ResumesPerTenSeconds { get; init; } = 50;

    /// <summary>Moderating, editing, reacting and the like.</summary>
    [Range(0, 100_000)]
    public int ActionsPerSecond { get; init; } = 5;

    /// <summary>Calls; each brings up to 20 reactions.</summary>
    [Range(0, 100_000)]
    public int ReactionsPerSecond { get; init; } = 1;

    /// <summary>Of one address (IPv6: of one /64), for whomever.</summary>
    [Range(0, 100_000)]
    public int RegistrationsPerMinute { get; init; } = 20;

    /// <summary>For one webinar on one day (UTC); a list holds 10,000 at most.</summary>
    [Range(0, 1_000_000)]
    public int InvitationsPerDay { get; init; } = 10_000;

    /// <summary>Letters of its hosts to all who are registered, for one webinar on one day (UTC).</summary>
    [Range(0, 1_000)]
    public int AnnouncementMailsPerDay { get; init; } = 3;

    /// <summary>Open sockets of one address (IPv6: of one /64).</summary>
    [Range(0, 1_000_000)]
    public int ConnectionsPerAddress { get; init; } = 200;
}

/// <summary>What is limited per person and room.</summary>
public enum Limited
{
    Chat,
    Question,
    Vote,
    History,
    Resume,
    Reaction,

    /// <summary>Everything else that one does in a room.</summary>
    Action,

    /// <summary>Everything else that one asks of a room.</summary>
    Look,
}

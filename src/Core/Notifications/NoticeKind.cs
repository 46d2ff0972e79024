namespace Webinars.Notifications;

/// <summary>Every notice that people find in the pages.</summary>
public enum NoticeKind
{
    StartsInADay,
    StartsInAnHour,
    StartsInTenMinutes,
    LiveNow,
    Rescheduled,
    Cancelled,
    ReplayReady,

    /// <summary>Let in by a host, or moved up from the waitlist.</summary>
    Registered,
    Declined,

    /// <summary>To who asked, and is not in the room.</summary>
    QuestionAnswering,
    QuestionAnswered,
    RoleGiven,

    /// <summary>To moderators, when none of them is in the room.</summary>
    QuestionsWaiting,

    /// <summary>To hosts.</summary>
    ApprovalAsked,

    /// <summary>To who is registered and not in the room.</summary>
    QuestionsOpen,
    PollOpen,
}

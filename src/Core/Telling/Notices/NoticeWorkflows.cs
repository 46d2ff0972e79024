using System.Globalization;
using Webinars.Notifications;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Scheduling;

namespace Webinars.Telling.Notices;

/// <summary>How notices are called where they are shown, and what each is made of: docs/operations.md lists the same.</summary>
public static class NoticeWorkflows
{
    private const string StartsSoon = "webinar-starts-soon";

    public static string Key(NoticeKind kind) => kind switch
    {
        NoticeKind.StartsInADay or NoticeKind.StartsInAnHour or NoticeKind.StartsInTenMinutes => StartsSoon,
        NoticeKind.LiveNow => "webinar-live",
        NoticeKind.Rescheduled => "webinar-rescheduled",
        NoticeKind.Cancelled => "webinar-cancelled",
        NoticeKind.ReplayReady => "replay-ready",
        NoticeKind.Registered => "registration-confirmed",
        NoticeKind.Declined => "registration-declined",
        NoticeKind.QuestionAnswering => "question-answering",
        NoticeKind.QuestionAnswered => "question-answered",
        NoticeKind.RoleGiven => "role-given",
        NoticeKind.QuestionsWaiting => "questions-waiting",
        NoticeKind.ApprovalAsked => "approval-asked",
        NoticeKind.QuestionsOpen => "questions-open",
        NoticeKind.PollOpen => "poll-open",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>A workflow may be given a delay: what waits in it is called back when the webinar is moved or called off.</summary>
    public static string? CancellationKey(NoticeKind kind, Guid webinar) => Key(kind) == StartsSoon ? $"{webinar:N}" : null;

    /// <returns>The workflow whose notices such a one calls back; null for none.</returns>
    public static string? CalledBackBy(NoticeKind kind) => kind is NoticeKind.Rescheduled or NoticeKind.Cancelled ? StartsSoon : null;

    /// <param name="address">Where we are found; no slash at its end.</param>
    public static IReadOnlyDictionary<string, object> Data(NoticeOrder order, Webinar webinar, Room? room, string address)
    {
        var data = new Dictionary<string, object> { ["title"] = webinar.Title, ["url"] = address + Path(order.Kind, webinar) };
        switch (order.Kind)
        {
            case NoticeKind.StartsInADay or NoticeKind.StartsInAnHour or NoticeKind.StartsInTenMinutes or NoticeKind.Rescheduled:
                data["startsAt"] = webinar.StartsAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
                break;
            case NoticeKind.RoleGiven:
                data["role"] = Name(room!.RoleOf(order.To![0]));
                break;
            case NoticeKind.QuestionsWaiting:
                data["count"] = (long)room!.Questions.Waiting;
                break;
        }

        return data;
    }

    /// <summary>Where there is something to do about it: the room while it is on, the replay once there is one, else the webinar's page.</summary>
    private static string Path(NoticeKind kind, Webinar webinar)
    {
        var page = $"/w/{webinar.Slug}";
        return kind switch
        {
            NoticeKind.ApprovalAsked => $"/webinars/{webinar.Id}/registrations",
            NoticeKind.ReplayReady => $"{page}/replay",
            NoticeKind.QuestionAnswered when webinar.Status is WebinarStatus.Replay => $"{page}/replay",
            NoticeKind.LiveNow or NoticeKind.QuestionAnswering or NoticeKind.QuestionAnswered or NoticeKind.RoleGiven or NoticeKind.QuestionsWaiting or NoticeKind.QuestionsOpen or NoticeKind.PollOpen
                when webinar.Status is WebinarStatus.Scheduled or WebinarStatus.Starting or WebinarStatus.Live or WebinarStatus.Interrupted => $"{page}/live",
            _ => page,
        };
    }

    private static string Name(Role role) => role.ToString().ToLowerInvariant();
}

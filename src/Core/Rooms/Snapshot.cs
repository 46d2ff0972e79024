using Webinars.Log;
using Webinars.People;
using Webinars.Rooms.Chat;
using Webinars.Rooms.Questions;
using Webinars.Scheduling;
using Webinars.Streaming;

namespace Webinars.Rooms;

/// <summary>The room as one person may see it now.</summary>
/// <param name="StreamState">For moderators.</param>
/// <param name="Messages">The last 100, oldest first.</param>
/// <param name="Questions">Oldest first.</param>
public sealed record Snapshot(
    WebinarStatus Status,
    int Revision,
    DateTimeOffset? Until,
    StreamState? StreamState,
    int Viewers,
    IReadOnlyList<MessagePosted> Messages,
    IReadOnlyList<QuestionView> Questions)
{
    private const int MessagesShown = 100;

    public static Snapshot Of(Room room, Viewer viewer, int viewers) => new(
        room.Status,
        room.Revision,
        room.Until,
        viewer.Moderates ? room.Stream : null,
        viewers,
        room.Chat.Last(MessagesShown),
        [.. room.Questions.All.Values.Select(question => QuestionView.Of(question, viewer))]);
}

/// <param name="By">Null for an anonymous question of somebody else.</param>
/// <param name="Own">The viewer asked it.</param>
/// <param name="State">open or answered.</param>
/// <param name="Mine">The viewer's vote is in <paramref name="Votes"/>.</param>
public sealed record QuestionView(
    long Id, DateTimeOffset At, Actor? By, string ClientId, string Text, bool Anonymous, bool Own, string State, int Votes, bool Mine, AnswerView? Answer)
{
    public static QuestionView Of(Question question, Viewer viewer)
    {
        var asked = (QuestionAsked)question.Asked.SeenBy(viewer)!;
        var answered = (QuestionAnswered?)question.Answer?.SeenBy(viewer);
        return new QuestionView(
            question.Id,
            asked.At,
            asked.By,
            asked.ClientId,
            asked.Text,
            asked.Anonymous,
            question.Asked.By?.Id == viewer.Id,
            answered is null ? "open" : "answered",
            question.Voters.Count,
            question.Voters.Contains(viewer.Id),
            answered is null ? null : new AnswerView(answered.At, answered.By, answered.Text, answered.IsPrivate));
    }
}

/// <param name="Text">Null when it was answered live, or privately to somebody else.</param>
public sealed record AnswerView(DateTimeOffset At, Actor? By, string? Text, bool IsPrivate);

using Webinars.Log;
using Webinars.People;

namespace Webinars.Rooms.Questions;

/// <summary>A question as one person may see it now.</summary>
/// <param name="By">Null for an anonymous question of somebody else.</param>
/// <param name="ClientId">Empty there: a browser may make ids by which one knows it again.</param>
/// <param name="Votes">Not in events, which many read.</param>
/// <param name="Mine">The viewer's vote is for this very question; not in events.</param>
/// <param name="Askers">How many people asked it, merged ones included.</param>
/// <param name="Reason">Why it was dismissed.</param>
/// <param name="MergedInto">Never one that is merged itself.</param>
/// <param name="Starred">For moderators, as are the two after it.</param>
/// <param name="ClaimedBy">The moderator who works on it.</param>
public sealed record QuestionView(
    long Id,
    DateTimeOffset At,
    Actor? By,
    string ClientId,
    string Text,
    bool Anonymous,
    QuestionState State,
    DateTimeOffset? EditedAt,
    int? Votes,
    bool? Mine,
    int Askers,
    bool Pinned,
    string? Reason,
    long? MergedInto,
    AnswerView? Answer,
    bool? Starred,
    Actor? Assignee,
    Actor? ClaimedBy)
{
    public static QuestionView Of(Question question, QuestionBoard board, Viewer viewer) => new(
        question.Id,
        question.Asked.At,
        question.IsUnnamedTo(viewer) ? null : question.Asked.By,
        question.IsUnnamedTo(viewer) ? "" : question.Asked.ClientId,
        question.Text,
        question.Asked.Anonymous,
        board.StateOf(question),
        question.EditedAt,
        question.Votes,
        question.Voters.Contains(viewer.Id),
        question.MergedInto is null ? question.Askers.Count : 1,
        board.IsPinned(question),
        question.Reason,
        question.MergedInto is null ? null : board.Root(question).Id,
        question.Answer is { } answer ? AnswerView.Of(answer, question, viewer) : null,
        viewer.Moderates ? question.Starred : null,
        viewer.Moderates ? question.Assignee : null,
        viewer.Moderates ? question.ClaimedBy : null);
}

public enum QuestionState
{
    Pending,
    Open,
    Answering,
    Answered,
    Dismissed,
    Withdrawn,
    Merged,
}

/// <param name="Text">Null when it was answered live, or privately to somebody else.</param>
public sealed record AnswerView(DateTimeOffset At, Actor? By, string? Text, bool IsPrivate)
{
    public static AnswerView Of(QuestionAnswered answer, Question question, Viewer viewer)
    {
        var readable = !answer.IsPrivate || viewer.Moderates || question.Askers.Contains(viewer.Id) || answer.By?.Id == viewer.Id;
        return new AnswerView(answer.At, answer.By, readable ? answer.Text : null, answer.IsPrivate);
    }
}

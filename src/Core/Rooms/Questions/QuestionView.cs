using Webinars.Log;
using Webinars.People;

namespace Webinars.Rooms.Questions;

/// <summary>A question as one person may see it now.</summary>
/// <param name="By">Null for an anonymous question of somebody else.</param>
/// <param name="Mine">The viewer's vote is in <paramref name="Votes"/>.</param>
public sealed record QuestionView(
    long Id, DateTimeOffset At, Actor? By, string ClientId, string Text, bool Anonymous, QuestionState State, int? Votes, bool? Mine, AnswerView? Answer)
{
    public static QuestionView Of(Question question, Viewer viewer)
    {
        var known = question.Asked.By?.Id == viewer.Id;
        var readable = question.Answer is { IsPrivate: false } || viewer.Moderates || known;
        return new QuestionView(
            question.Id,
            question.Asked.At,
            question.Asked.Anonymous && !known ? null : question.Asked.By,
            question.Asked.ClientId,
            question.Asked.Text,
            question.Asked.Anonymous,
            question.Answer is null ? QuestionState.Open : QuestionState.Answered,
            question.Voters.Count,
            question.Voters.Contains(viewer.Id),
            question.Answer is { } answered ? new AnswerView(answered.At, answered.By, readable ? answered.Text : null, answered.IsPrivate) : null);
    }
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
public sealed record AnswerView(DateTimeOffset At, Actor? By, string? Text, bool IsPrivate);

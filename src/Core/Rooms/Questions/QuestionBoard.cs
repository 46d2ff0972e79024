using System.Collections.Immutable;
using Webinars.Log;

namespace Webinars.Rooms.Questions;

/// <summary>All questions of a room, by id, which is also by time.</summary>
/// <param name="Pinned">At most one. One that was merged keeps its pin until another takes it, but does not show it.</param>
/// <param name="Answering">At most one is being answered; one that was merged as with the pin.</param>
public sealed partial record QuestionBoard(ImmutableSortedDictionary<long, Question> All, long? Pinned = null, long? Answering = null)
{
    public static readonly QuestionBoard Empty = new(ImmutableSortedDictionary<long, Question>.Empty);

    public Question? Find(long id) => All.GetValueOrDefault(id);

    /// <summary>How many wait for an answer.</summary>
    public int Waiting => All.Values.Count(Waits);

    /// <summary>How many of this person's questions wait for an answer.</summary>
    public int OpenOf(Guid person) => All.Values.Count(question => question.AskerId == person && Waits(question));

    public QuestionState StateOf(Question question) => question switch
    {
        { MergedInto: not null } => QuestionState.Merged,
        { State: QuestionState.Open } when Answering == question.Id => QuestionState.Answering,
        _ => question.State,
    };

    /// <summary>Pending, open, or being answered.</summary>
    public bool Waits(Question question) => StateOf(question) is QuestionState.Pending or QuestionState.Open or QuestionState.Answering;

    public bool IsPinned(Question question) => Pinned == question.Id && question.MergedInto is null;

    /// <summary>Everybody sees it. A merged one hides with the one that it was merged into.</summary>
    public bool IsPublic(Question question) =>
        question.State is QuestionState.Open or QuestionState.Answered && (question.MergedInto is null || IsPublic(Root(question)));

    public bool IsSeenBy(Question question, Viewer viewer) =>
        viewer.Moderates || IsPublic(question) || question.Askers.Contains(viewer.Id);

    public IReadOnlyList<QuestionView> SeenBy(Viewer viewer) =>
        [.. All.Values.Where(question => IsSeenBy(question, viewer)).Select(question => QuestionView.Of(question, this, viewer))];

    /// <summary>Questions that this person's own vote is for and that they do not see now; null for none. When one comes back, its events do not say whose votes it has.</summary>
    public IReadOnlyList<long>? UnseenVotesOf(Viewer viewer)
    {
        List<long> ids = [.. All.Values.Where(question => question.Voters.Contains(viewer.Id) && !IsSeenBy(question, viewer)).Select(question => question.Id)];
        return ids.Count == 0 ? null : ids;
    }

    /// <summary>Votes of a question; null where not all of the viewer's kind may see it: totals are sent to all of them.</summary>
    public int? TotalOf(long id, Viewer viewer) => Find(id) is { } question && (viewer.Moderates || IsPublic(question)) ? question.Votes : null;

    /// <summary>People who see more of it than others of their kind.</summary>
    public IEnumerable<Guid> Concerned(Question question)
    {
        IEnumerable<Guid> concerned = IsPublic(question) && !question.Asked.Anonymous ? [] : question.Askers;
        return question.Answer is { IsPrivate: true } answer ? concerned.Concat(question.Askers).Append(answer.By?.Id ?? question.AskerId) : concerned;
    }

    public QuestionBoard Add(QuestionAsked asked) => Put(new Question(asked));

    public QuestionBoard Change(long id, Func<Question, Question> change) => Find(id) is { } question ? Put(change(question)) : this;

    /// <summary>It is no longer among those that wait: nobody answers it now.</summary>
    public QuestionBoard Rest(long id) => Answering == id ? this with { Answering = null } : this;

    /// <summary>It is no longer among those that are shown.</summary>
    public QuestionBoard Leave(long id) => Pinned == id ? Rest(id) with { Pinned = null } : Rest(id);

    private QuestionBoard Put(Question question) => this with { All = All.SetItem(question.Id, question) };
}

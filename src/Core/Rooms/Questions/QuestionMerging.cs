using System.Collections.Immutable;

namespace Webinars.Rooms.Questions;

/// <summary>
/// Questions that ask the same, counted as one. Each keeps its own voters and state, so that unmerging restores it exactly;
/// unions are kept beside them, so that a vote costs the same however many are merged.
/// </summary>
public sealed partial record QuestionBoard
{
    /// <summary>The one that it was merged into in the end; itself, where it was not.</summary>
    public Question Root(Question question) => question.MergedInto is { } into ? Root(All[into]) : question;

    /// <summary>All that are merged into it, at any depth.</summary>
    public IEnumerable<Question> Below(Question question) =>
        question.Merged.Select(id => All[id]).SelectMany(merged => Below(merged).Prepend(merged));

    /// <summary>Ids of those that change when it comes or goes: all that it is merged into, and all that are merged into it. Null for none.</summary>
    public long[]? Kin(Question question)
    {
        var kin = new List<long>();
        for (var above = question.MergedInto; above is { } id; above = All[id].MergedInto)
        {
            kin.Add(id);
        }

        kin.AddRange(Below(question).Select(merged => merged.Id));
        return kin is [] ? null : [.. kin];
    }

    public QuestionBoard Merge(long id, long into) => this
        .Change(id, question => question with { MergedInto = into })
        .Change(into, question => question with { Merged = question.Merged.Add(id) })
        .Recount(into);

    public QuestionBoard Unmerge(long id) => Find(id)?.MergedInto is { } into
        ? this
            .Change(id, question => question with { MergedInto = null })
            .Change(into, question => question with { Merged = question.Merged.Remove(id) })
            .Recount(into)
        : this;

    /// <summary>Given, a vote is for this very question; taken back, it is for none that it is merged with.</summary>
    public QuestionBoard Count(VoteCast cast)
    {
        if (Find(cast.QuestionId) is not { } voted)
        {
            return this;
        }

        var person = cast.By!.Id;
        if (!cast.On)
        {
            return Below(Root(voted)).Prepend(Root(voted)).Aggregate(this, (board, question) => board.Put(question with
            {
                Voters = question.Voters.Remove(person),
                Voted = question.Voted?.Remove(person),
            }));
        }

        var counted = Put(voted with { Voters = voted.Voters.Add(person), Voted = voted.Voted?.Add(person) });
        for (var above = voted.MergedInto; above is { } id; above = counted.All[id].MergedInto)
        {
            counted = counted.Change(id, question => question with { Voted = question.Voted?.Add(person) });
        }

        return counted;
    }

    /// <summary>The unions of a question and of all above it, from those directly below.</summary>
    private QuestionBoard Recount(long id)
    {
        var question = All[id];
        Question[] merged = [.. question.Merged.Select(below => All[below])];
        var board = Put(question with
        {
            Voted = merged.Length == 0 ? null : merged.Aggregate(question.Voters, (all, one) => all.Union(one.AllVoters)),
            Asking = merged.Length == 0 ? null : merged.Aggregate(ImmutableHashSet.Create(question.AskerId), (all, one) => all.Union(one.Askers)),
        });
        return question.MergedInto is { } above ? board.Recount(above) : board;
    }
}

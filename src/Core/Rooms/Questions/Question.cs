using System.Collections.Immutable;
using Webinars.Log;
using Webinars.People;

namespace Webinars.Rooms.Questions;

/// <summary>One question, whole: nobody sees all of it but the room. <see cref="QuestionView"/> is what people see.</summary>
public sealed record Question(QuestionAsked Asked)
{
    public long Id => Asked.Position;

    public Guid AskerId => Asked.By!.Id;

    /// <summary>Nobody but who asked it learns by whom it is.</summary>
    public bool IsUnnamedTo(Viewer viewer) => Asked.Anonymous && AskerId != viewer.Id;

    public string Text { get; init; } = Asked.Text;

    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>Its own: pending, open, answered, dismissed or withdrawn. Whether it is merged or being answered, the board knows (<see cref="QuestionBoard.StateOf"/>).</summary>
    public QuestionState State { get; init; } = Asked.Pending is true ? QuestionState.Pending : QuestionState.Open;

    /// <summary>Everybody could see it once; where it is gone they must be told.</summary>
    public bool WasPublic { get; init; } = Asked.Pending is not true;

    /// <summary>Why it was dismissed.</summary>
    public string? Reason { get; init; }

    public QuestionAnswered? Answer { get; init; }

    public bool Starred { get; init; }

    public Actor? Assignee { get; init; }

    public Actor? ClaimedBy { get; init; }

    /// <summary>Whose vote is for this very question; asking is a vote.</summary>
    public ImmutableHashSet<Guid> Voters { get; init; } = [Asked.By!.Id];

    public long? MergedInto { get; init; }

    /// <summary>Those merged into it; each may have others merged into it in turn.</summary>
    public ImmutableSortedSet<long> Merged { get; init; } = [];

    /// <summary>With those of all that are merged into it, at any depth.</summary>
    public ImmutableHashSet<Guid> AllVoters => Voted ?? Voters;

    public ImmutableHashSet<Guid> Askers => Asking ?? [AskerId];

    /// <summary>The vote is for it or for one that is merged into it: what is shown as its total. One that is merged itself shows its own.</summary>
    public int Votes => MergedInto is null ? AllVoters.Count : Voters.Count;

    /// <summary>Null while nothing is merged into it: then a vote is counted in one set, not in two.</summary>
    internal ImmutableHashSet<Guid>? Voted { get; init; }

    internal ImmutableHashSet<Guid>? Asking { get; init; }
}

using System.Collections.Immutable;

namespace Webinars.Rooms.Questions;

/// <param name="Voters">The asker is one of them.</param>
public sealed record Question(QuestionAsked Asked, ImmutableHashSet<Guid> Voters, QuestionAnswered? Answer)
{
    public long Id => Asked.Position;
}

/// <summary>All questions of a room, by id, which is also by time.</summary>
public sealed record QuestionBoard(ImmutableSortedDictionary<long, Question> All)
{
    public static readonly QuestionBoard Empty = new(ImmutableSortedDictionary<long, Question>.Empty);

    public Question? Find(long id) => All.GetValueOrDefault(id);

    public int OpenOf(Guid person) => All.Values.Count(question => question.Answer is null && question.Asked.By?.Id == person);

    public QuestionBoard Add(QuestionAsked asked) =>
        new(All.SetItem(asked.Position, new Question(asked, asked.By is { } asker ? [asker.Id] : [], null)));

    public QuestionBoard Count(VoteCast cast) => Change(cast.QuestionId, question => question with
    {
        Voters = cast.On ? question.Voters.Add(cast.By!.Id) : question.Voters.Remove(cast.By!.Id),
    });

    public QuestionBoard Answer(QuestionAnswered answered) => Change(answered.QuestionId, question => question with { Answer = answered });

    private QuestionBoard Change(long id, Func<Question, Question> change) =>
        Find(id) is { } question ? new(All.SetItem(id, change(question))) : this;
}

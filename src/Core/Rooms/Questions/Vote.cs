using Webinars.Log;
using Webinars.People;

namespace Webinars.Rooms.Questions;

/// <summary>Says whether one's vote is for a question. A set, never a toggle: twice the same is once. Refused: not-found, not-live.</summary>
public sealed record Vote(Actor By, string ClientId, long QuestionId, bool On) : QuestionAction(By, ClientId, QuestionId)
{
    public override Capability Needs => Capability.Vote;

    public override Limited? Limit => Limited.Vote;

    protected override string Said => $"{QuestionId} {On}";

    protected override Decision Decide(Room room, Question question, DateTimeOffset now)
    {
        if (!room.IsOpenTo(By))
        {
            return Refusal.NotLive;
        }

        if (On)
        {
            return question.Voters.Contains(By.Id) ? Decision.Unchanged : new VoteCast(QuestionId, true);
        }

        var root = room.Questions.Root(question);
        long[] given = [.. room.Questions.Below(root).Prepend(root).Where(one => one.Voters.Contains(By.Id)).Select(one => one.Id)];
        return given.Length == 0 ? Decision.Unchanged : new VoteCast(QuestionId, false) { Also = given.Except([QuestionId]).ToArray() is { Length: > 0 } also ? also : null };
    }
}

/// <summary>A vote given or taken back. Only who gave it is told; for the others it moves a total.</summary>
public sealed record VoteCast(long QuestionId, bool On) : LiveEvent
{
    /// <summary>Taken back from these too, with which it was merged at that time.</summary>
    public IReadOnlyList<long>? Also { get; init; }

    public override Room ApplyTo(Room room) => room with { Questions = room.Questions.Count(this) };

    public override IEnumerable<Guid> Concerns(Room room) => [By!.Id];

    public override RoomEvent? SeenBy(Viewer viewer, Room room) => viewer.Id == By!.Id ? this : null;

    public override IEnumerable<Total> Moves(Room room) => room.Questions.Find(QuestionId) is { } question && room.Questions.Root(question) is var root
        ? (Also ?? []).Append(QuestionId).Append(root.Id).Distinct().Select(counted => new Total(Counted.Question, counted))
        : [];
}

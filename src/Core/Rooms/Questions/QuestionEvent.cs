using System.Text.Json.Serialization;
using Webinars.Log;

namespace Webinars.Rooms.Questions;

/// <summary>Changes what questions look like. It shows them as they are now, to those who may see them now.</summary>
public abstract record QuestionEvent : LiveEvent
{
    /// <summary>On the wire only: each takes the place of the one with its id.</summary>
    public IReadOnlyList<QuestionView>? Questions { get; init; }

    /// <summary>On the wire only: ids that this viewer could have seen once and may see no more.</summary>
    public IReadOnlyList<long>? Gone { get; init; }

    /// <summary>In the store only: ids of other questions that look different after it.</summary>
    public IReadOnlyList<long>? Others { get; init; }

    protected abstract long Subject { get; }

    /// <summary>It parts merged questions: who asked one of them may see the others no more, though these were never for everybody.</summary>
    protected virtual bool Parts => false;

    public sealed override Room ApplyTo(Room room) => room with { Questions = Change(room.Questions) };

    public override RoomEvent? SeenBy(Viewer viewer, Room room)
    {
        var (shown, gone) = (new List<QuestionView>(), new List<long>());
        var kin = Parts && Touched(room).Any(question => question.Askers.Contains(viewer.Id));
        foreach (var question in Touched(room))
        {
            if (room.Questions.IsSeenBy(question, viewer))
            {
                shown.Add(QuestionView.Of(question, room.Questions, viewer) with { Votes = null, Mine = null });
            }
            else if (question.WasPublic || kin)
            {
                gone.Add(question.Id);
            }
        }

        return shown.Count + gone.Count == 0
            ? null
            : this with { Questions = shown.Count == 0 ? null : shown, Gone = gone.Count == 0 ? null : gone, Others = null };
    }

    public override IEnumerable<Guid> Concerns(Room room) => Touched(room).SelectMany(room.Questions.Concerned);

    /// <summary>Who sees a question for the first time needs its total too.</summary>
    public override IEnumerable<Total> Moves(Room room) => Touched(room).Select(question => new Total(Counted.Question, question.Id));

    protected abstract QuestionBoard Change(QuestionBoard board);

    private IEnumerable<Question> Touched(Room room) => (Others ?? []).Prepend(Subject).Select(room.Questions.Find).OfType<Question>();
}

/// <summary>Something was done to a question.</summary>
/// <param name="QuestionId">0 (on the wire: absent) for who never could see it, but sees another that changed with it.</param>
public abstract record QuestionChanged([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long QuestionId) : QuestionEvent
{
    protected sealed override long Subject => QuestionId;

    /// <summary>Only an asker does this: its author is a name that may not be told.</summary>
    protected virtual bool IsAskers => false;

    public override RoomEvent? SeenBy(Viewer viewer, Room room)
    {
        if (room.Questions.Find(QuestionId) is not { } question || base.SeenBy(viewer, room) is not QuestionChanged seen)
        {
            return null;
        }

        var known = question.WasPublic || room.Questions.IsSeenBy(question, viewer);
        return seen with
        {
            QuestionId = known ? QuestionId : 0,
            By = IsAskers && (question.IsUnnamedTo(viewer) || (!known && viewer.Id != question.AskerId)) ? null : By,
        };
    }
}

using Webinars.Log;
using Webinars.People;
using Webinars.Rooms.Moderation;
using Webinars.Text;

namespace Webinars.Rooms.Questions.Moderating;

/// <summary>Takes a question off the list, with those merged into it; the askers see why. Refused: not-allowed, not-found, wrong-state, too-long, bad-text.</summary>
public sealed record DismissQuestion(Actor By, string ClientId, long QuestionId, string? Reason) : QuestionAction(By, ClientId, QuestionId)
{
    public const int MaxLength = 500;

    public override Capability Needs => Capability.ModerateQuestions;

    protected override string Said => $"{QuestionId}\n{Reason}";

    public override RoomAction Checked() => this with { Reason = PlainText.Clean(Reason, 0, MaxLength) is { Length: > 0 } reason ? reason : null };

    protected override Decision Decide(Room room, Question question, DateTimeOffset now) => room.Questions.Waits(question)
        ? new QuestionDismissed(QuestionId, Reason) { Others = room.Questions.Kin(question) }
        : Refusal.WrongState;
}

/// <param name="Reason">In the store only.</param>
public sealed record QuestionDismissed(long QuestionId, string? Reason) : QuestionChanged(QuestionId), IModerating
{
    public override RoomEvent? SeenBy(Viewer viewer, Room room) => base.SeenBy(viewer, room) is QuestionDismissed seen ? seen with { Reason = null } : null;

    protected override QuestionBoard Change(QuestionBoard board) =>
        board.Change(QuestionId, question => question with { State = QuestionState.Dismissed, Reason = Reason }).Leave(QuestionId);
}

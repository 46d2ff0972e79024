using Webinars.Log;

namespace Webinars.Rooms.Questions;

/// <summary>A question; its id is its position.</summary>
/// <param name="Anonymous">Nobody but the asker sees by whom, hosts neither.</param>
/// <param name="Pending">In the store only: it waits for a moderator before others see it.</param>
public sealed record QuestionAsked(string ClientId, string Text, bool Anonymous, bool? Pending = null) : QuestionEvent
{
    protected override long Subject => Position;

    public override RoomEvent? SeenBy(Viewer viewer, Room room) => base.SeenBy(viewer, room) is QuestionAsked { Questions: [var now] } seen
        ? seen with { ClientId = now.ClientId, Text = now.Text, By = now.By, Pending = null }
        : null;

    protected override QuestionBoard Change(QuestionBoard board) => board.Add(this);
}

/// <param name="Text">In the store only.</param>
public sealed record QuestionEdited(long QuestionId, string? Text) : QuestionChanged(QuestionId)
{
    protected override bool IsAskers => true;

    public override RoomEvent? SeenBy(Viewer viewer, Room room) => base.SeenBy(viewer, room) is QuestionEdited seen ? seen with { Text = null } : null;

    protected override QuestionBoard Change(QuestionBoard board) => board.Change(QuestionId, question => question with { Text = Text!, EditedAt = At });
}

/// <summary>Taken back by its asker. Those that were merged into it are other people's: they stand alone again.</summary>
public sealed record QuestionWithdrawn(long QuestionId) : QuestionChanged(QuestionId)
{
    protected override bool IsAskers => true;

    protected override bool Parts => true;

    protected override QuestionBoard Change(QuestionBoard board) => board.Find(QuestionId) is { } question
        ? question.Merged.Prepend(QuestionId)
            .Aggregate(board, (left, id) => left.Unmerge(id))
            .Change(QuestionId, withdrawn => withdrawn with { State = QuestionState.Withdrawn })
            .Leave(QuestionId)
        : board;
}

/// <param name="Text">Null when it was answered live.</param>
/// <param name="IsPrivate">Only moderators, the askers and who gave it see the text; that it is answered, everybody.</param>
public sealed record QuestionAnswered(long QuestionId, string? Text, bool IsPrivate) : QuestionChanged(QuestionId)
{
    public override RoomEvent? SeenBy(Viewer viewer, Room room)
    {
        if (base.SeenBy(viewer, room) is not QuestionAnswered seen)
        {
            return null;
        }

        // An answer that a reopening took back is not shown again.
        var question = room.Questions.Find(QuestionId)!;
        var stands = question.Answer?.Position == Position && room.Questions.IsSeenBy(question, viewer);
        return seen with { Text = stands ? AnswerView.Of(this, question, viewer).Text : null };
    }

    protected override QuestionBoard Change(QuestionBoard board) =>
        board.Change(QuestionId, question => question with { State = QuestionState.Answered, Answer = this }).Rest(QuestionId);
}

public sealed record AnsweringStarted(long QuestionId) : QuestionChanged(QuestionId)
{
    protected override QuestionBoard Change(QuestionBoard board) => board with { Answering = QuestionId };
}

public sealed record AnsweringStopped(long QuestionId) : QuestionChanged(QuestionId)
{
    protected override QuestionBoard Change(QuestionBoard board) => board.Rest(QuestionId);
}

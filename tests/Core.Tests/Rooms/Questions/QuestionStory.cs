using Webinars.Log;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.Questions;
using Webinars.Rooms.Questions.Moderating;
using Webinars.Scheduling;

namespace Webinars.Core.Tests;

/// <summary>People and questions of a live room, told by hand.</summary>
internal static class QuestionStory
{
    public static readonly Actor Hanna = new(Guid.NewGuid(), "Hanna", Role.Owner);
    public static readonly Actor Mo = new(Guid.NewGuid(), "Mo", Role.Moderator);
    public static readonly Actor Mia = new(Guid.NewGuid(), "Mia", Role.Moderator);
    public static readonly Actor Pia = new(Guid.NewGuid(), "Pia", Role.Panelist);
    public static readonly Actor Ada = new(Guid.NewGuid(), "Ada", Role.Attendee);
    public static readonly Actor Otto = new(Guid.NewGuid(), "Otto", Role.Attendee);
    public static readonly Actor Zoe = new(Guid.NewGuid(), "Zoe", Role.Attendee);

    /// <summary>1 live · 2 Ada asks · 3 Otto asks, without a name</summary>
    public static readonly Room Busy = In(WebinarStatus.Live).Asks(Ada, "Why is that?").Asks(Otto, "How is that?", anonymous: true);

    /// <summary>The same, but questions wait for approval: 2 Ada's · 3 Otto's, without a name</summary>
    public static readonly Room Waiting = Reviewed(In(WebinarStatus.Live)).Asks(Ada, "Why is that?").Asks(Otto, "How is that?", anonymous: true);

    private static int _clientIds;

    public static string NewId => $"c{Interlocked.Increment(ref _clientIds)}";

    public static Room In(WebinarStatus status) => Story.Fold(new StatusChanged(status, 1) { By = Hanna });

    public static Room Reviewed(Room room) => room with { Settings = room.Settings with { QuestionApproval = true } };

    /// <summary>The new question's id is the room's position.</summary>
    public static Room Asks(this Room room, Actor by, string text, bool anonymous = false) =>
        room.Does(new AskQuestion(by, NewId, text, anonymous, 0));

    /// <summary>A question as this person sees it in the snapshot; null when they do not.</summary>
    public static QuestionView? Sees(this Actor viewer, Room room, long id) =>
        room.SeenBy(viewer).Questions.SingleOrDefault(question => question.Id == id);

    public static QuestionState StateOf(this Room room, long id) => room.Questions.StateOf(room.Questions.Find(id)!);

    /// <summary>The only event of an accepted action, and the room after it.</summary>
    public static (LiveEvent Happened, Room After) Happens(this Room room, RoomAction action)
    {
        var decision = room.Decides(action);
        Assert.Null(decision.Refusal);
        var happened = Assert.Single(decision.Events);
        return (happened, room.Apply(happened));
    }

    public static bool ChangesNothing(this Room room, RoomAction action) => room.Decides(action) is { Refusal: null, Events.Count: 0 };

    public static Room Approves(this Room room, long id) => room.Does(new ApproveQuestion(Mo, NewId, id));

    public static Room Dismisses(this Room room, long id, string? reason = null) => room.Does(new DismissQuestion(Mo, NewId, id, reason));

    public static Room Merges(this Room room, long id, long into) => room.Does(new MergeQuestions(Mo, NewId, id, into));

    public static Room Unmerges(this Room room, long id) => room.Does(new UnmergeQuestion(Mo, NewId, id));

    public static Room Votes(this Room room, Actor by, long id, bool on = true) => room.Does(new Vote(by, NewId, id, on));
}

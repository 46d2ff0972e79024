using Webinars.Log;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.Polls;
using Webinars.Scheduling;

namespace Webinars.Core.Tests;

/// <summary>People in a live room, and a poll there: 1 live · 2 the poll is drafted.</summary>
internal static class PollRoom
{
    public const long Id = 2;

    public static readonly Actor Host = new(Guid.NewGuid(), "Hanna", Role.Owner);
    public static readonly Actor Ada = new(Guid.NewGuid(), "Ada", Role.Attendee);
    public static readonly Actor Otto = new(Guid.NewGuid(), "Otto", Role.Attendee);

    public static readonly Room Live = Story.Fold(new StatusChanged(WebinarStatus.Live, 3) { By = Host });

    public static Room Drafted(bool multiple = false, bool hideResults = false) => Live.Does(Draft(multiple: multiple, hideResults: hideResults));

    public static Room Opened(bool multiple = false, bool hideResults = false) => Drafted(multiple, hideResults).Does(Move(PollState.Open));

    public static DraftPoll Draft(string question = "Tea or coffee?", bool multiple = false, bool hideResults = false, params string[] options) =>
        new(Host, "draft", new PollDraft(question, options.Length > 0 ? options : ["Tea", "Coffee", "Water"], multiple, hideResults));

    public static EditPoll Edit(Actor? by = null, long poll = Id, params string[] options) =>
        new(by ?? Host, "edit", poll, new PollDraft("Which one?", options.Length > 0 ? options : ["This", "That"], false, true));

    public static MovePoll Move(PollState to, Actor? by = null, long poll = Id) => new(by ?? Host, $"move{to}", poll, to);

    public static VotePoll Vote(Actor by, params int[] choices) => (VotePoll)new VotePoll(by, "vote", Id, choices).Checked();

    public static Viewer Eyes(this Room room, Actor of) => room.EyesOf(of);

    public static PollView? PollOf(this Room room, Actor viewer) => room.SeenBy(viewer).Polls.SingleOrDefault();

    /// <summary>"1 0 0 of 1"; null where this viewer gets none.</summary>
    public static string? Text(this PollResults? results) => results is null ? null : $"{string.Join(' ', results.Counts)} of {results.Voters}";
}

using Webinars.People;

namespace Webinars.Rooms.Polls;

/// <summary>
/// Says all that one chooses in a poll; none takes the vote back. A set, never a toggle: twice the same is once.
/// Refused: not-found; wrong-state: it is not open, or the webinar is over; invalid: no such option, or more than one where one is asked for.
/// </summary>
public sealed record VotePoll(Actor By, string ClientId, long PollId, IReadOnlyList<int> Choices) : RoomAction(By, ClientId)
{
    public override Capability Needs => Capability.Vote;

    public override Limited? Limit => Limited.Vote;

    protected override string Said => $"{PollId}\n{string.Join(' ', Choices)}";

    public override RoomAction Checked() => Choices is { Count: <= PollDraft.MaxOptions }
        ? this with { Choices = [.. Choices.Distinct().Order()] }
        : throw new RefusedException(Refusal.Invalid("choices", $"At most {PollDraft.MaxOptions} options."));

    public override Decision Decide(Room room, DateTimeOffset now)
    {
        if (room.Polls.Find(PollId) is not { } poll || (poll.State is PollState.Draft && !By.Can(Capability.RunPolls)))
        {
            return Refusal.NotFound;
        }

        if (poll.State is not PollState.Open || !room.IsOpenTo(By))
        {
            return Refusal.WrongState;
        }

        if (Choices.Any(option => option < 0 || option >= poll.Counts.Length) || (Choices.Count > 1 && !poll.Asked.Multiple))
        {
            return Refusal.Invalid("choices", poll.Asked.Multiple ? "There is no such option." : "One of the options.");
        }

        return Choices.SequenceEqual(poll.ChoicesOf(By.Id) ?? []) ? Decision.Unchanged : new PollVoted(PollId, Choices);
    }
}

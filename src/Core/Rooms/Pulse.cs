using Webinars.Log;
using Webinars.Rooms.Chat;
using Webinars.Rooms.Polls;

namespace Webinars.Rooms;

/// <summary>Totals, which are not facts: sent when they have changed, a few times a second at most.</summary>
/// <param name="Head">The <see cref="Frame.To"/> of the last frame for everybody: who holds less has missed one.</param>
/// <param name="Viewers">On all nodes.</param>
/// <param name="Votes">Question id → votes, of those that changed.</param>
/// <param name="Messages">Message id → emoji → people, of those that changed.</param>
/// <param name="Reactions">Emoji → how often since the last pulse.</param>
/// <param name="Approximate">True while it is not known for sure how many viewers are on other nodes; else left out.</param>
public sealed record Pulse(
    long Head,
    int Viewers,
    IReadOnlyDictionary<long, int>? Votes = null,
    IReadOnlyDictionary<long, PollResults>? Polls = null,
    IReadOnlyDictionary<long, IReadOnlyDictionary<string, int>>? Messages = null,
    IReadOnlyDictionary<string, int>? Reactions = null,
    Load? Load = null,
    bool? Approximate = null)
{
    /// <summary>The totals that moved, as this viewer may see them.</summary>
    public Pulse With(Room room, IReadOnlyCollection<Total> moved, Viewer viewer) => this with
    {
        Votes = Of(moved, Counted.Question, id => room.Questions.TotalOf(id, viewer)),
        Messages = OfMessages(moved, room),
        Polls = room.Polls.Results(moved, viewer),
    };

    /// <summary>What was removed is not counted; it comes back with its reactions.</summary>
    private static Dictionary<long, IReadOnlyDictionary<string, int>>? OfMessages(IReadOnlyCollection<Total> moved, Room room)
    {
        Dictionary<long, IReadOnlyDictionary<string, int>>? totals = null;
        foreach (var total in moved.Where(total => total.What is Counted.Message))
        {
            if (room.Chat.Amended.TryGetValue(total.Id, out var amendment) && room.RemovalOf(amendment.Message) is null)
            {
                (totals ??= []).Add(total.Id, amendment.Counts());
            }
        }

        return totals;
    }

    private static Dictionary<long, T>? Of<T>(IReadOnlyCollection<Total> moved, Counted what, Func<long, T?> count) where T : struct
    {
        Dictionary<long, T>? totals = null;
        foreach (var total in moved.Where(total => total.What == what))
        {
            if (count(total.Id) is { } value)
            {
                (totals ??= []).Add(total.Id, value);
            }
        }

        return totals;
    }
}

/// <summary>What a node does less of, in rising order; each step includes those before it.</summary>
public enum Load
{
    Normal,
    SlowCounts,
    Paced,
    SampledReactions,
    SampledChat,
    ReadOnly,
}

using System.Collections.Immutable;

namespace Webinars.Rooms.Chat;

/// <summary>The newest messages, and what became of any; older ones come from the log.</summary>
public sealed record ChatState(ImmutableList<MessagePosted> Messages)
{
    /// <summary>How far back one can answer a message.</summary>
    public const int Length = 10_000;

    public const int Pinnable = 3;

    public static readonly ChatState Empty = new([]);

    /// <summary>By the message's position.</summary>
    public ImmutableDictionary<long, Amendment> Amended { get; init; } = ImmutableDictionary<long, Amendment>.Empty;

    /// <summary>Positions, in the order of their pinning.</summary>
    public ImmutableList<long> Pinned { get; init; } = [];

    /// <summary>When each person posted last.</summary>
    public ImmutableDictionary<Guid, DateTimeOffset> Spoke { get; init; } = ImmutableDictionary<Guid, DateTimeOffset>.Empty;

    public ChatState Add(MessagePosted message) => this with
    {
        Messages = Messages.Count < Length ? Messages.Add(message) : Messages.RemoveAt(0).Add(message),
        Spoke = message.By is { } by ? Spoke.SetItem(by.Id, message.At) : Spoke,
    };

    public IReadOnlyList<MessagePosted> Last(int count) => Messages.GetRange(Math.Max(0, Messages.Count - count), Math.Min(count, Messages.Count));

    /// <summary>No message was ever left out of it.</summary>
    public bool KeepsAll => Messages.Count < Length;

    /// <summary>Of those that are kept, so many older than this position, newest first.</summary>
    public IEnumerable<MessagePosted> Before(long position, int count)
    {
        var end = CountBefore(position);
        return Messages.GetRange(Math.Max(0, end - count), Math.Min(count, end)).Reverse();
    }

    /// <summary>Those of the last so many to which anybody has reacted, though they may have taken it back.</summary>
    public IEnumerable<long> Reacted(int count)
    {
        // Everybody who comes back asks for it: by the shorter way.
        var oldest = Messages.IsEmpty ? 0 : Messages[Math.Max(0, Messages.Count - count)].Position;
        return Amended.Count > count
            ? Last(count).Select(message => message.Position).Where(IsReacted)
            : Amended.Keys.Where(id => id >= oldest && IsReacted(id));

        bool IsReacted(long id) => Amended.TryGetValue(id, out var amendment) && !amendment.Reactions.IsEmpty;
    }

    /// <summary>Everybody whose reaction to this message stands.</summary>
    public IEnumerable<Guid> ReactorsTo(long position) =>
        Amended.TryGetValue(position, out var amendment) ? amendment.Reactions.Values.SelectMany(people => people) : [];

    public bool Has(long position) => Find(position) is not null;

    /// <summary>The message at this position as it reads now (who may read it is another question); null when it is none, or older than what is kept.</summary>
    public MessagePosted? Find(long position) => Amended.TryGetValue(position, out var amendment) ? amendment.Message : Search(position);

    /// <summary>A message with what became of it.</summary>
    /// <param name="older">The message, where it is older than what is kept.</param>
    public ChatState Amend(long position, MessagePosted? older, Func<Amendment, Amendment> amend)
    {
        var amendment = Amended.GetValueOrDefault(position) ?? ((Search(position) ?? older) is { } message ? new Amendment(message) : null);
        return amendment is null ? this : this with { Amended = Amended.SetItem(position, amend(amendment)) };
    }

    /// <summary>All of a person's are removed: none is shown, and none needs a look any more.</summary>
    public ChatState PutAway(Guid person) => this with
    {
        Pinned = Pinned.RemoveAll(id => Find(id)!.By!.Id == person),
        Amended = Amended.SetItems(Amended.Where(one => one.Value.Message.By!.Id == person && one.Value.Reports.Waiting > 0)
            .Select(one => KeyValuePair.Create(one.Key, one.Value with { Reports = one.Value.Reports.Resolve() })).ToList()),
    };

    private MessagePosted? Search(long position) =>
        CountBefore(position) is var index && index < Messages.Count && Messages[index].Position == position ? Messages[index] : null;

    /// <summary>How many are older; positions ascend, so a search by halves tells.</summary>
    private int CountBefore(long position)
    {
        var (low, high) = (0, Messages.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Messages[middle].Position < position ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}

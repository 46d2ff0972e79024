using System.Collections.Immutable;

namespace Webinars.Rooms.Chat;

/// <summary>The newest messages; older ones come from the log.</summary>
public sealed record ChatState(ImmutableList<MessagePosted> Messages)
{
    /// <summary>How far back one can answer a message.</summary>
    public const int Length = 1_000;

    public static readonly ChatState Empty = new([]);

    public ChatState Add(MessagePosted message) =>
        new(Messages.Count < Length ? Messages.Add(message) : Messages.RemoveAt(0).Add(message));

    public IReadOnlyList<MessagePosted> Last(int count) => Messages.GetRange(Math.Max(0, Messages.Count - count), Math.Min(count, Messages.Count));

    /// <summary>Whether there is a message at this position; positions ascend, so a search by halves finds it.</summary>
    public bool Has(long position)
    {
        var (low, high) = (0, Messages.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var here = Messages[middle].Position;
            if (here == position)
            {
                return true;
            }

            (low, high) = here < position ? (middle + 1, high) : (low, middle - 1);
        }

        return false;
    }
}

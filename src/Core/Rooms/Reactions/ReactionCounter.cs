namespace Webinars.Rooms.Reactions;

/// <summary>Adds up what people feel, on this node, once for the next pulse and once for the log; nobody's own reaction is kept.</summary>
public sealed class ReactionCounter
{
    private readonly Lock _gate = new();
    private Dictionary<string, int> _sincePulse = [];
    private Dictionary<string, int> _unsaved = [];

    public void Add(IReadOnlyDictionary<string, int> reactions)
    {
        lock (_gate)
        {
            foreach (var (emoji, count) in reactions)
            {
                _sincePulse[emoji] = _sincePulse.GetValueOrDefault(emoji) + count;
                _unsaved[emoji] = _unsaved.GetValueOrDefault(emoji) + count;
            }
        }
    }

    /// <summary>What came since the last time it was asked; null for nothing.</summary>
    public IReadOnlyDictionary<string, int>? Take() => Take(ref _sincePulse);

    /// <summary>What came since the last time this was asked; null for nothing.</summary>
    public IReadOnlyDictionary<string, int>? TakeUnsaved() => Take(ref _unsaved);

    private Dictionary<string, int>? Take(ref Dictionary<string, int> counts)
    {
        lock (_gate)
        {
            if (counts.Count == 0)
            {
                return null;
            }

            var taken = counts;
            counts = [];
            return taken;
        }
    }
}

namespace Webinars.Rooms.Reactions;

/// <summary>Adds up what people feel: here for the log, and here and on other nodes for the next pulse; nobody's own reaction is kept.</summary>
/// <param name="tell">What was felt here since the last pulse, for the other nodes.</param>
public sealed class ReactionCounter(Action<IReadOnlyDictionary<string, int>> tell)
{
    private readonly Lock _gate = new();
    private Dictionary<string, int> _here = [];
    private Dictionary<string, int> _elsewhere = [];
    private Dictionary<string, int> _unsaved = [];

    public void Add(IReadOnlyDictionary<string, int> reactions)
    {
        lock (_gate)
        {
            Add(_here, reactions);
            Add(_unsaved, reactions);
        }
    }

    /// <summary>It was felt on another node.</summary>
    public void Hear(IReadOnlyDictionary<string, int> reactions)
    {
        lock (_gate)
        {
            Add(_elsewhere, reactions);
        }
    }

    /// <summary>What came since the last time it was asked; null for nothing.</summary>
    public IReadOnlyDictionary<string, int>? Take()
    {
        var (here, elsewhere) = (Take(ref _here), Take(ref _elsewhere));
        if (here is null)
        {
            return elsewhere;
        }

        tell(here);
        var all = elsewhere ?? [];
        Add(all, here);
        return all;
    }

    /// <summary>What came here since the last time this was asked; null for nothing.</summary>
    public IReadOnlyDictionary<string, int>? TakeUnsaved() => Take(ref _unsaved);

    private static void Add(Dictionary<string, int> to, IReadOnlyDictionary<string, int> reactions)
    {
        foreach (var (emoji, count) in reactions)
        {
            to[emoji] = to.GetValueOrDefault(emoji) + count;
        }
    }

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

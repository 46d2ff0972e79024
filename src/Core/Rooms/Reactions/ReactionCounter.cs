namespace Webinars.Rooms.Reactions;

/// <summary>Adds up what people feel, on this node; nobody's own reaction is kept.</summary>
public sealed class ReactionCounter
{
    private readonly Lock _gate = new();
    private Dictionary<string, int> _sincePulse = [];

    public void Add(IReadOnlyDictionary<string, int> reactions)
    {
        lock (_gate)
        {
            foreach (var (emoji, count) in reactions)
            {
                _sincePulse[emoji] = _sincePulse.GetValueOrDefault(emoji) + count;
            }
        }
    }

    /// <summary>What came since the last time it was asked; null for nothing.</summary>
    public IReadOnlyDictionary<string, int>? Take()
    {
        lock (_gate)
        {
            if (_sincePulse.Count == 0)
            {
                return null;
            }

            var taken = _sincePulse;
            _sincePulse = [];
            return taken;
        }
    }
}

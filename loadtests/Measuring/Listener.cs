namespace Webinars.LoadTests.Measuring;

/// <summary>What one attendee has heard. Records come one at a time.</summary>
internal sealed class Listener
{
    private Stretch? _stretch;

    /// <summary>From here on this is counted.</summary>
    public void Begin(Tally tally) => Volatile.Write(ref _stretch, new Stretch(tally, new bool[tally.Posts]));

    /// <summary>Counts every post of ours in a record, whatever else stands there.</summary>
    /// <param name="repaired">It may hold what was heard before; a frame may not.</param>
    public void Take(ReadOnlySpan<byte> record, long at, bool repaired)
    {
        if (Volatile.Read(ref _stretch) is not var (tally, heard))
        {
            return;
        }

        while (Spoken.Next(ref record) is { } spoken)
        {
            if (spoken.Stretch != tally.Stretch)
            {
                continue;
            }

            if (!heard[spoken.Post])
            {
                heard[spoken.Post] = true;
                tally.Heard(spoken, at);
            }
            else if (!repaired)
            {
                tally.HeardAgain();
            }
        }
    }

    private sealed record Stretch(Tally Tally, bool[] Heard);
}

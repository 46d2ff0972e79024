using Webinars.LoadTests.Attendees;

namespace Webinars.LoadTests.Measuring;

/// <summary>What one attendee has heard: a bit for each post. Records come one at a time.</summary>
internal sealed class Listener
{
    private Stretch? _stretch;

    /// <summary>From here on this is counted.</summary>
    public void Begin(Tally tally) => Volatile.Write(ref _stretch, new Stretch(tally, new ulong[(tally.Posts / 64) + 1]));

    /// <summary>Counts every post of ours in a record.</summary>
    /// <param name="repaired">It may hold what was heard before; a frame may not.</param>
    public void Take(HubRecord record, ReadOnlySpan<byte> json, long at, bool repaired)
    {
        if (Volatile.Read(ref _stretch) is not var (tally, heard))
        {
            return;
        }

        foreach (var spoken in record.Spoken)
        {
            if (spoken.Stretch != tally.Stretch)
            {
                continue;
            }

            ref var bits = ref heard[spoken.Post / 64];
            var bit = 1UL << (spoken.Post % 64);
            if ((bits & bit) == 0)
            {
                bits |= bit;
                tally.Heard(spoken, at);
            }
            else if (!repaired)
            {
                tally.HeardAgain();
            }
        }
    }

    private sealed record Stretch(Tally Tally, ulong[] Heard);
}

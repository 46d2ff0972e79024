namespace Webinars.LoadTests.Attendees;

/// <summary>The last few records that went to everybody: the same bytes mean the same, and are not parsed again. For one thread at a time.</summary>
internal sealed class RecentRecords
{
    private const int Kept = 8;
    private readonly (byte[] Json, HubRecord Record)[] _recent = new (byte[], HubRecord)[Kept];
    private int _newest;
    private int _count;

    /// <summary>Takes the next record off <paramref name="rest"/>, with its end mark.</summary>
    /// <param name="json">Without it.</param>
    /// <returns>Null when none is complete.</returns>
    public HubRecord? Next(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> json)
    {
        for (var i = 0; i < _count; i++)
        {
            var (known, record) = _recent[(_newest - i + Kept) % Kept];
            if (known.Length < rest.Length && rest[known.Length] == HubJson.End && rest[..known.Length].SequenceEqual(known))
            {
                json = known;
                rest = rest[(known.Length + 1)..];
                return record;
            }
        }

        if (rest.IndexOf(HubJson.End) is not (>= 0 and var end))
        {
            json = default;
            return null;
        }

        json = rest[..end];
        rest = rest[(end + 1)..];
        var parsed = HubRecord.Parse(json);
        if (parsed.IsShared)
        {
            _newest = (_newest + 1) % Kept;
            _count = Math.Min(_count + 1, Kept);
            _recent[_newest] = (json.ToArray(), parsed);
        }

        return parsed;
    }
}

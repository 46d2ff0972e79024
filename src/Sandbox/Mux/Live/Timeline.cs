namespace Webinars.Sandbox.Mux.Live;

/// <param name="Number">Place in the recording, from 0; the picture's timestamps are <c>Number × 1 s</c>.</param>
/// <param name="At">Wall-clock time of its first frame.</param>
public readonly record struct Segment(int Number, DateTimeOffset At);

/// <summary>What a recording holds at a moment, as segments of 1 s: so short that a clip is never more than 2 s off. Only whole segments exist.</summary>
public static class Timeline
{
    public static readonly TimeSpan SegmentLength = TimeSpan.FromSeconds(1);

    public static IEnumerable<Segment> Segments(Asset asset, DateTimeOffset now)
    {
        var number = 0;
        foreach (var piece in asset.Pieces)
        {
            var count = Whole((piece.EndedAt ?? now) - piece.StartedAt);
            for (var i = 0; i < count; i++)
            {
                yield return new Segment(number++, piece.StartedAt + i * SegmentLength);
            }
        }
    }

    public static int Count(Asset asset, DateTimeOffset now) => asset.Pieces.Sum(x => Whole((x.EndedAt ?? now) - x.StartedAt));

    /// <summary>The earliest wall-clock time at which a segment that does not exist yet can start.</summary>
    public static DateTimeOffset Next(Asset asset, DateTimeOffset now) => asset.Pieces[^1] switch
    {
        { EndedAt: null, StartedAt: var start } => start + Whole(now - start) * SegmentLength,
        { EndedAt: { } end } => end > now ? end : now,
    };

    public static void Open(Asset asset, DateTimeOffset at)
    {
        // Milliseconds are what a playlist can say; the piece before was rounded up and may end beyond now.
        var start = new DateTimeOffset(at.UtcTicks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond, TimeSpan.Zero);
        var previous = asset.Pieces.Count > 0 ? asset.Pieces[^1].EndedAt : null;
        asset.Pieces.Add(new Piece { StartedAt = previous > start ? previous.Value : start });
    }

    /// <remarks>The segment that was being recorded is finished: what was shown is never missing from the recording.</remarks>
    public static void Close(Asset asset, DateTimeOffset at)
    {
        if (asset.Pieces[^1] is { EndedAt: null } piece)
        {
            piece.EndedAt = piece.StartedAt + Math.Max(1, Math.Ceiling((at - piece.StartedAt) / SegmentLength)) * SegmentLength;
        }
    }

    private static int Whole(TimeSpan length) => Math.Max(0, (int)(length / SegmentLength));
}

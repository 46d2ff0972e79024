namespace Webinars.Sandbox.Mux.Live;

/// <param name="Number">Place in the recording, from 0; the canned picture's timestamps are <c>Number × 1 s</c>.</param>
/// <param name="At">Wall-clock time of its first frame.</param>
/// <param name="Offset">From the recording's beginning.</param>
/// <param name="Piece">The piece that it belongs to, from 0; null: any of the canned loop, which runs on as if nothing had been between.</param>
/// <param name="File">Place in its piece, from 0.</param>
public readonly record struct Segment(int Number, DateTimeOffset At, TimeSpan Offset, TimeSpan Length, int? Piece, int File);

/// <summary>
/// What a recording holds at a moment. Only whole segments exist: of 1 s where the canned loop is shown (so short that a clip is never
/// more than 2 s off), from key frame to key frame, 1 s or more, where a real encoder sent.
/// </summary>
public static class Timeline
{
    public static readonly TimeSpan SegmentLength = TimeSpan.FromSeconds(1);

    public static IEnumerable<Segment> Segments(Asset asset, DateTimeOffset now)
    {
        var (number, offset) = (0, TimeSpan.Zero);
        for (var i = 0; i < asset.Pieces.Count; i++)
        {
            var (piece, file) = (asset.Pieces[i], 0);
            foreach (var cut in Cuts(piece, now))
            {
                yield return new Segment(number++, cut.At, offset, cut.Length, piece.Footage is null ? null : i, file++);
                offset += cut.Length;
            }
        }
    }

    public static int Count(Asset asset, DateTimeOffset now) => asset.Pieces.Sum(x => Count(x, now));

    public static TimeSpan Length(Asset asset, DateTimeOffset now) =>
        asset.Pieces.Aggregate(TimeSpan.Zero, (sum, x) => sum + (x.Footage is null ? Count(x, now) * SegmentLength : End(x) - x.StartedAt));

    /// <summary>The earliest wall-clock time at which a segment that does not exist yet can start.</summary>
    public static DateTimeOffset Next(Asset asset, DateTimeOffset now) => asset.Pieces[^1] switch
    {
        { EndedAt: null, Footage: null, StartedAt: var start } => start + Whole(now - start) * SegmentLength,
        { EndedAt: null } piece => End(piece),
        { EndedAt: { } end } => end > now ? end : now,
    };

    public static void Open(Asset asset, DateTimeOffset at, Footage? footage)
    {
        var previous = asset.Pieces.Count > 0 ? asset.Pieces[^1].EndedAt : null;
        asset.Pieces.Add(new Piece { StartedAt = Start(at, previous), Footage = footage });
    }

    /// <summary>The newest piece began then, as is known by now.</summary>
    public static void Correct(Asset asset, DateTimeOffset at) =>
        asset.Pieces[^1].StartedAt = Start(at, asset.Pieces.Count > 1 ? asset.Pieces[^2].EndedAt : null);

    /// <remarks>The segment that was being recorded is finished: what was shown is never missing from the recording.</remarks>
    public static void Close(Asset asset, DateTimeOffset at)
    {
        if (asset.Pieces[^1] is { EndedAt: null } piece)
        {
            piece.EndedAt = piece.Footage is not null ? End(piece)
                : piece.StartedAt + Math.Max(1, Math.Ceiling((at - piece.StartedAt) / SegmentLength)) * SegmentLength;
        }
    }

    /// <remarks>Milliseconds are what a playlist can say; the piece before was rounded up and may end beyond now.</remarks>
    private static DateTimeOffset Start(DateTimeOffset at, DateTimeOffset? previous)
    {
        var start = new DateTimeOffset(at.UtcTicks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond, TimeSpan.Zero);
        return previous > start ? previous.Value : start;
    }

    private static int Count(Piece piece, DateTimeOffset now) => piece.Footage is null ? Whole((piece.EndedAt ?? now) - piece.StartedAt) : piece.Cuts.Count;

    private static IEnumerable<Cut> Cuts(Piece piece, DateTimeOffset now) => piece.Footage is not null ? piece.Cuts
        : Enumerable.Range(0, Count(piece, now)).Select(x => new Cut(piece.StartedAt + x * SegmentLength, SegmentLength));

    private static DateTimeOffset End(Piece piece) => piece.Cuts.Count == 0 ? piece.StartedAt : piece.Cuts[^1].At + piece.Cuts[^1].Length;

    private static int Whole(TimeSpan length) => Math.Max(0, (int)(length / SegmentLength));
}

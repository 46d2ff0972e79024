using System.Buffers.Binary;
using System.Text;
using Webinars.Sandbox.Mux.Live;

namespace Webinars.Sandbox.Mux.Playback;

/// <summary>The embedded picture: 24 segments of 1 s that follow each other for ever on one continuous time line.</summary>
/// <remarks>
/// Each segment is ISO/IEC 14496-12 boxes. Segment <c>n</c> is file <c>n % 24</c> with the decode times (<c>tfdt</c>, <c>sidx</c>; 64 bits both)
/// moved by the loops that have passed and the sequence number (<c>mfhd</c>) set, so a player sees no border and needs no discontinuity tag.
/// </remarks>
internal static class CannedLoop
{
    public const int Length = 24;

    private static readonly byte[][] Files = [.. Enumerable.Range(0, Length).Select(x => Embedded($"{x}.m4s"))];

    public static byte[] Init { get; } = Embedded("init.mp4");

    public static byte[] Poster { get; } = Embedded("poster.jpg");

    public static byte[] Storyboard { get; } = Embedded("storyboard.jpg");

    /// <summary>Track id → ticks per second.</summary>
    private static readonly Dictionary<uint, uint> Timescales = ReadTimescales();

    public static byte[] Segment(int number)
    {
        var bytes = Files[number % Length].ToArray();
        var passed = (ulong)(number / Length) * Length * (ulong)Timeline.SegmentLength.TotalSeconds;
        uint track = 0;
        Walk(bytes, 0, bytes.Length, (type, at) =>
        {
            switch (type)
            {
                case "mfhd":
                    BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(at + 4), (uint)number + 1);
                    break;
                case "tfhd":
                    track = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at + 4));
                    break;
                case "tfdt":
                    Add(bytes.AsSpan(at + 4), passed * Timescales[track]);
                    break;
                case "sidx":
                    Add(bytes.AsSpan(at + 12), passed * BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at + 8)));
                    break;
            }
        });
        return bytes;
    }

    private static void Add(Span<byte> number, ulong ticks) =>
        BinaryPrimitives.WriteUInt64BigEndian(number, BinaryPrimitives.ReadUInt64BigEndian(number) + ticks);

    private static Dictionary<uint, uint> ReadTimescales()
    {
        var timescales = new Dictionary<uint, uint>();
        uint track = 0;
        Walk(Init, 0, Init.Length, (type, at) =>
        {
            switch (type)
            {
                case "tkhd":
                    track = BinaryPrimitives.ReadUInt32BigEndian(Init.AsSpan(at + 12));
                    break;
                case "mdhd":
                    timescales[track] = BinaryPrimitives.ReadUInt32BigEndian(Init.AsSpan(at + 12));
                    break;
            }
        });
        return timescales;
    }

    /// <param name="visit">Gets each box's type and where its content begins.</param>
    private static void Walk(byte[] bytes, int from, int to, Action<string, int> visit)
    {
        for (var at = from; at < to; at += (int)BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at)))
        {
            var type = Encoding.ASCII.GetString(bytes, at + 4, 4);
            visit(type, at + 8);
            if (type is "moov" or "trak" or "mdia" or "moof" or "traf")
            {
                Walk(bytes, at + 8, at + (int)BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at)), visit);
            }
        }
    }

    private static byte[] Embedded(string name)
    {
        using var stream = typeof(CannedLoop).Assembly.GetManifestResourceStream($"Webinars.Sandbox.Mux.Loop.{name}")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}

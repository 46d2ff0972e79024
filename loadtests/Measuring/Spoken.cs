using System.Buffers.Text;

namespace Webinars.LoadTests.Measuring;

/// <summary>What a load test's message says: which stretch of the run, which post, and when it was due, so that delay in the sender counts as delay.</summary>
/// <param name="Intended">In <see cref="System.Diagnostics.Stopwatch"/> ticks.</param>
internal readonly record struct Spoken(int Stretch, int Post, long Intended)
{
    private static ReadOnlySpan<byte> Mark => "\"text\":\"~"u8;

    public string Text => $"~{Stretch}~{Post}~{Intended}~ Could you share the slides afterwards?";

    /// <summary>Finds the next one in a record and moves the record on behind it.</summary>
    public static Spoken? Next(ref ReadOnlySpan<byte> record)
    {
        if (record.IndexOf(Mark) is not (>= 0 and var at))
        {
            return null;
        }

        record = record[(at + Mark.Length)..];
        return new Spoken((int)Number(ref record), (int)Number(ref record), Number(ref record));
    }

    private static long Number(ref ReadOnlySpan<byte> rest)
    {
        var read = Utf8Parser.TryParse(rest, out long number, out var digits);
        rest = rest[(digits + 1)..];
        return read ? number : throw new RunFailedException("A message of ours came back changed.");
    }
}

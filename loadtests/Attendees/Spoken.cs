using System.Buffers.Text;

namespace Webinars.LoadTests.Attendees;

/// <summary>What a load test's message says: which stretch of the run, which post, and when it was due, so that delay in the sender counts as delay.</summary>
/// <param name="Intended">In <see cref="System.Diagnostics.Stopwatch"/> ticks.</param>
internal readonly record struct Spoken(int Stretch, int Post, long Intended)
{
    private static ReadOnlySpan<byte> Mark => "\"text\":\"~"u8;

    public string Text => $"~{Stretch}~{Post}~{Intended}~ Could you share the slides afterwards?";

    /// <summary>Every one in a record, in order, whatever else stands there.</summary>
    public static Spoken[] In(ReadOnlySpan<byte> json)
    {
        List<Spoken>? found = null;
        while (json.IndexOf(Mark) is >= 0 and var at)
        {
            json = json[(at + Mark.Length)..];
            (found ??= []).Add(new Spoken((int)Number(ref json), (int)Number(ref json), Number(ref json)));
        }

        return found is null ? [] : [.. found];
    }

    private static long Number(ref ReadOnlySpan<byte> rest)
    {
        var read = Utf8Parser.TryParse(rest, out long number, out var digits);
        rest = rest[(digits + 1)..];
        return read ? number : throw new RunFailedException("A message of ours came back changed.");
    }
}

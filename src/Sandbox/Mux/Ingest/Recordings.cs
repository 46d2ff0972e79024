using System.Globalization;
using Webinars.Sandbox.Mux.Live;

namespace Webinars.Sandbox.Mux.Ingest;

/// <summary>What real encoders sent, on the disk: a folder per connection, with <c>init.mp4</c>, <c>s00000.m4s</c> … and the index that ffmpeg keeps of them.</summary>
internal sealed class Recordings(SandboxOptions options)
{
    public const string Index = "index.m3u8";
    private readonly string _root = Path.GetFullPath(Path.Combine(options.Folder, "recordings"));

    public static string SegmentFile(int number) => string.Create(CultureInfo.InvariantCulture, $"s{number:00000}.m4s");

    public string Folder(Footage footage) => Path.Combine(_root, footage.Folder);

    /// <returns>The file's path; null when there is none.</returns>
    public string? Find(Footage footage, string file) => Path.Combine(Folder(footage), file) is var path && File.Exists(path) ? path : null;

    /// <summary>Differs whenever the index was written again.</summary>
    public DateTime Version(Footage footage) => File.GetLastWriteTimeUtc(Path.Combine(Folder(footage), Index));

    /// <summary>The segments that are whole by now.</summary>
    /// <remarks>Their times are counted from the arrival of the first frame: ffmpeg's own begin when it has understood the stream, which is later.</remarks>
    public List<Cut> Cuts(Footage footage, DateTimeOffset from)
    {
        var cuts = new List<Cut>();
        if (Find(footage, Index) is { } index)
        {
            foreach (var line in File.ReadLines(index).Where(x => x.StartsWith("#EXTINF:", StringComparison.Ordinal)))
            {
                var length = TimeSpan.FromSeconds(double.Parse(line["#EXTINF:".Length..].TrimEnd(','), CultureInfo.InvariantCulture));
                cuts.Add(new Cut(from, length));
                from += length;
            }
        }

        return cuts;
    }

    /// <summary>After a start: what lies there.</summary>
    public int ReadAll(MuxState state)
    {
        var pieces = state.Assets.SelectMany(x => x.Pieces).Where(x => x.Footage is not null).ToList();
        foreach (var piece in pieces)
        {
            // What came after the piece's end was known belongs to no recording.
            piece.Cuts = [.. Cuts(piece.Footage!, piece.StartedAt).TakeWhile(x => piece.EndedAt is null || x.At < piece.EndedAt)];
        }

        return pieces.Count;
    }

    public void Delete(Asset asset)
    {
        foreach (var folder in asset.Pieces.Where(x => x.Footage is not null).Select(x => Folder(x.Footage!)).Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

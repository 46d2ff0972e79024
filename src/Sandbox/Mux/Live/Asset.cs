using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Webinars.Sandbox.Mux.Live;

/// <summary>A recording of one broadcast: one piece per encoder connection, on one continuous time line.</summary>
/// <remarks>
/// The real Mux fills the reconnect window with slate when <c>use_slate_for_standard_latency</c> asks for it (and always with
/// reduced and low latency). The sandbox shows no slate: the pieces follow each other without a gap, whatever that setting says.
/// </remarks>
public sealed class Asset
{
    public required string Id { get; init; }
    public required string LiveStreamId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required JsonObject Settings { get; init; }
    public bool Test { get; init; }
    public List<PlaybackId> PlaybackIds { get; init; } = [];
    public bool Ready { get; set; }

    /// <summary>When the broadcast was over; null while it may still go on.</summary>
    public DateTimeOffset? CompletedAt { get; set; }

    public List<Piece> Pieces { get; init; } = [];
}

/// <summary>The time of one encoder connection, in whole segments once it is over.</summary>
public sealed class Piece
{
    public required DateTimeOffset StartedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>What a real encoder sent; null when the switch stood in for one and the canned loop is shown.</summary>
    public Footage? Footage { get; init; }

    /// <summary>The segments of <see cref="Footage"/> so far. They lie on the disk and are read from there again after a restart.</summary>
    [JsonIgnore]
    public IReadOnlyList<Cut> Cuts { get; set; } = [];
}

/// <param name="Folder">Name of the folder that holds it.</param>
/// <param name="Codecs">As RFC 6381 writes them: <c>avc1.4d401f,mp4a.40.2</c>.</param>
/// <param name="Width">Pixels, if the encoder said so; as <paramref name="Height"/>.</param>
public sealed record Footage(string Folder, string Codecs, int? Width, int? Height);

/// <param name="At">Wall-clock time of its first frame.</param>
public readonly record struct Cut(DateTimeOffset At, TimeSpan Length);

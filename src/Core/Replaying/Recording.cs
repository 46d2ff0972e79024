using System.Text.Json.Serialization;

namespace Webinars.Replaying;

/// <summary>What the vendor has recorded of a webinar: one asset for each time that the encoder came after being lost for too long.</summary>
public sealed record Recording
{
    public required Guid WebinarId { get; init; }

    public IReadOnlyList<RecordedAsset> Assets { get; init; } = [];

    [JsonIgnore]
    public long Version { get; init; }

    /// <summary>The finished asset that shows most of (from, to]; null while none shows anything of it: a rehearsal may be finished first.</summary>
    public RecordedAsset? Best(DateTimeOffset from, DateTimeOffset to) =>
        Assets.Where(asset => asset.Finished && (asset.IsUntimed || asset.Between(from, to) > TimeSpan.Zero)).MaxBy(asset => asset.Between(from, to));
}

/// <param name="Finished">Nothing more is added to it, and it can be played.</param>
public sealed record RecordedAsset(string AssetId, string PlaybackId, bool Finished, IReadOnlyList<RecordedPiece> Pieces)
{
    /// <summary>The vendor did not say what it shows when.</summary>
    [JsonIgnore]
    public bool IsUntimed => Pieces.All(piece => piece.Duration == TimeSpan.Zero);

    /// <summary>How far into it a moment is: what lies between two pieces was not recorded.</summary>
    public TimeSpan Offset(DateTimeOffset at) => Between(DateTimeOffset.MinValue, at);

    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to) => Pieces.Aggregate(TimeSpan.Zero, (sum, piece) =>
    {
        var begin = piece.StartedAt > from ? piece.StartedAt : from;
        var end = piece.StartedAt + piece.Duration < to ? piece.StartedAt + piece.Duration : to;
        return end > begin ? sum + (end - begin) : sum;
    });
}

/// <summary>From one connection of the encoder to its loss.</summary>
public sealed record RecordedPiece(DateTimeOffset StartedAt, TimeSpan Duration);

using System.ComponentModel.DataAnnotations;

namespace Webinars.Adapters.LiteDb;

/// <summary>Settings under <c>Store</c>.</summary>
public sealed class LiteDbOptions
{
    public const string Section = "Store";

    /// <summary>Folder of the data file <c>webinars.db</c>; created when missing.</summary>
    [Required]
    public string Path { get; set; } = "data";

    /// <summary>Commits that may wait for the writer; one more is refused as busy.</summary>
    [Range(1, 1_000_000)]
    public int QueueLimit { get; set; } = 4096;

    /// <summary>Bytes of log after which the writer moves it into the data file; readers wait meanwhile.</summary>
    [Range(1 << 16, 1L << 30)]
    public long CheckpointBytes { get; set; } = 8 << 20;

    /// <summary>How long the engine may take to hand a commit's pages over before the process gives up.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan WriteLimit { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Folder of the backups, best on another disk; null: none are made.</summary>
    public string? BackupPath { get; set; }

    /// <summary>How long after the newest backup the next one is made.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "23:59:59")]
    public TimeSpan BackupEvery { get; set; } = TimeSpan.FromHours(6);

    /// <summary>Older ones are deleted.</summary>
    [Range(1, 1_000)]
    public int BackupsKept { get; set; } = 12;
}

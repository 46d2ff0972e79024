using System.ComponentModel.DataAnnotations;

namespace Webinars.Adapters.Ffmpeg;

/// <summary>Section <c>Broadcast</c>: sending from the browser.</summary>
public sealed class BroadcastOptions
{
    /// <summary>The program, or where it lies; looked for in the PATH when it is a name alone.</summary>
    [Required]
    public string Ffmpeg { get; set; } = "ffmpeg";

    /// <summary>Broadcasts of this node at the same time; 0 switches it off.</summary>
    [Range(0, 1000)]
    public int MostAtOnce { get; set; } = 8;
}

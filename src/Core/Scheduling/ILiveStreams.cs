using Webinars.Storage;

namespace Webinars.Scheduling;

/// <summary>The live streams of webinars, for verbs that call one off or take it up again.</summary>
public interface ILiveStreams
{
    /// <returns>What must be saved with the webinar so that its stream takes an encoder, or takes none; nothing when it has no stream.</returns>
    Task<IReadOnlyList<Put>> Switch(Guid webinar, bool on, DateTimeOffset now, CancellationToken ct);
}

using Webinars.Log;

namespace Webinars.Streaming;

/// <summary>What the encoder does; for hosts.</summary>
public sealed record StreamChanged(StreamState State) : RoomEvent
{
    public override bool IsForModerators() => true;
}

namespace Webinars.Log;

/// <summary>Something that a newer version wrote: it has its place in the log, changes nothing here and is shown to nobody.</summary>
public sealed record UnknownEvent : RoomEvent;

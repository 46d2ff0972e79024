using System.Text.Json.Serialization;
using Webinars.People;

namespace Webinars.Log;

/// <summary>Something that happened in a room, for ever. Its wire and storage name is the record's name in camelCase.</summary>
public abstract record RoomEvent
{
    /// <summary>1, 2, 3… within the room; 0 until it is appended.</summary>
    [JsonPropertyOrder(-3)]
    public long Position { get; init; }

    [JsonPropertyOrder(-2)]
    public DateTimeOffset At { get; init; }

    /// <summary>Null when nobody did it: time ran out, the video vendor said so.</summary>
    [JsonPropertyOrder(-1)]
    public Actor? By { get; init; }

    /// <summary>Nobody but moderators sees it.</summary>
    public virtual bool IsForModerators() => false;
}

/// <summary>Whose eyes an event is shown to.</summary>
public readonly record struct Viewer(Guid Id, bool Moderates)
{
    /// <summary>Anybody in the room of whom nothing more is known.</summary>
    public static Viewer Anybody => default;

    public static Viewer Moderator => new(Guid.Empty, true);
}

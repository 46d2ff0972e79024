using Webinars.Log;

namespace Webinars.Rooms.Moderation;

/// <summary>How the room is run from now on.</summary>
public sealed record SettingsChanged(RoomSettings Settings) : LiveEvent, IModerating
{
    public override Room ApplyTo(Room room) => room with
    {
        Settings = Settings,
        Moderation = room.Moderation with
        {
            BlockedWords = WordFilter.Of(Settings.BlockedWords ?? []),
            FlaggedWords = WordFilter.Of(Settings.FlaggedWords ?? []),
        },
    };

    public override RoomEvent? SeenBy(Viewer viewer, Room room) => this with { Settings = Settings.SeenBy(viewer) };
}

using System.Runtime.CompilerServices;
using Webinars.Log;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.Moderation;

namespace Webinars.Web.Tests;

/// <summary>A ban of which nothing but the state that it leads to matters here.</summary>
internal sealed record SomebodyBanned(Guid Person) : LiveEvent
{
    [ModuleInitializer]
    public static void Register()
    {
        // The log knows the events of Core; these are read back from it too.
        var types = (Dictionary<string, Type>)RoomEventJson.Types;
        types.Add("somebodyBanned", typeof(SomebodyBanned));
        types.Add("somebodysRoleChanged", typeof(SomebodysRoleChanged));
    }

    public override Room ApplyTo(Room room) => room with { Moderation = new ModerationState(room.Moderation.Banned.Add(Person)) };

    public override RoomEvent? SeenBy(Viewer viewer, Room room) => null;
}

/// <summary>A role given, as far as the state is concerned.</summary>
internal sealed record SomebodysRoleChanged(Guid Person, Role Role) : LiveEvent
{
    public override Room ApplyTo(Room room) => room with { Roles = room.Roles.SetItem(Person, Role) };
}

using System.Collections.Immutable;
using Webinars.Log;
using Webinars.People;
using Webinars.Rooms;

namespace Webinars.Hubs;

/// <summary>What one person may see under a room's roles.</summary>
/// <param name="Roles">By which it was found out; nothing else that changes decides it.</param>
/// <param name="IsOfTheCrowd">An attendee, who gets a part of the chat when there is too much of it.</param>
internal sealed record Sight(ImmutableDictionary<Guid, Role> Roles, Viewer Viewer, bool IsOfTheCrowd)
{
    public static Sight Of(Actor you, Room room) => new(room.Roles, room.EyesOf(you), !room.Known(you).Can(Capability.SpeakAsHost));
}

using Webinars.People;

namespace Webinars.Rooms.Handouts;

/// <summary>Takes a handout away; a file is deleted. Refused: not-found.</summary>
public sealed record RemoveHandout(Actor By, string ClientId, Guid WebinarId, long HandoutId) : RoomAction(By, ClientId)
{
    public override Capability Needs => Capability.ShareHandouts;

    protected override string Said => $"{HandoutId}";

    public override Decision Decide(Room room, DateTimeOffset now) => room.Handouts.Find(HandoutId) switch
    {
        null => Refusal.NotFound,
        { File: null } => new HandoutRemoved(HandoutId),
        _ => new Decision([new HandoutRemoved(HandoutId)], null, [HandoutFiles.ToPut(WebinarId, HandoutId, null)]),
    };
}

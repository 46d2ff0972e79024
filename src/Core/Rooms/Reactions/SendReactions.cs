using Webinars.People;

namespace Webinars.Rooms.Reactions;

/// <summary>Adds what one person feels to what the room feels. No receipt: reactions are not kept one by one, and may be lost.</summary>
public static class SendReactions
{
    /// <summary>In one call.</summary>
    public const int Most = 20;

    /// <param name="reactions">Emoji → how often; 1 to 20 together.</param>
    /// <exception cref="RefusedException">invalid, banned, not-allowed, not-live, too-fast.</exception>
    public static void Run(LiveRoom room, Actor you, IReadOnlyDictionary<string, int>? reactions)
    {
        if (reactions is null || !reactions.All(one => Emoji.Has(one.Key) && one.Value is >= 1 and <= Most) || reactions.Values.Sum() is 0 or > Most)
        {
            throw new RefusedException(Refusal.Invalid("reactions", $"1 to {Most} of {string.Join(' ', Emoji.All)}."));
        }

        var state = room.State;
        you = state.Known(you);
        if (!you.Can(Capability.React))
        {
            throw new RefusedException(Refusal.NotAllowed);
        }

        if (!state.IsOpenTo(you))
        {
            throw new RefusedException(Refusal.NotLive);
        }

        room.Take(you.Id, Limited.Reaction);
        room.Reactions.Add(reactions);
    }
}

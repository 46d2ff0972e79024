using System.Security.Cryptography;
using System.Text;
using Webinars.Log;
using Webinars.People;

namespace Webinars.Rooms;

/// <summary>Something that a person asks of a room. It is decided against the room's state and becomes events, or is refused.</summary>
/// <param name="By">Who asks, as the server knows them.</param>
/// <param name="ClientId">Made by the sender, unique per action and person: makes a retry the same action.</param>
public abstract record RoomAction(Actor By, string ClientId)
{
    /// <summary>The limit per person that it counts against; null for none.</summary>
    public virtual Limited? Limit => null;

    /// <summary>What is asked, as text: the same client id with another is a conflict.</summary>
    protected abstract string Said { get; }

    /// <summary>The action with its text cleaned. Runs before the queue, so that one bad text is nobody else's trouble.</summary>
    /// <exception cref="RefusedException">bad-text, too-long, too-short.</exception>
    public virtual RoomAction Checked() => this;

    /// <summary>Pure: may run more than once. Its events get their position, time and author from the caller.</summary>
    public abstract Decision Decide(Room room);

    public string Digest() => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{GetType().Name}\n{Said}")).AsSpan(0, 12));
}

/// <summary>The events that an action becomes, or why it does not. No events: it changes nothing, which is as good.</summary>
public readonly record struct Decision(RoomEvent? Event, Refusal? Refusal)
{
    public static Decision Unchanged => default;

    public static implicit operator Decision(RoomEvent happens) => new(happens, null);

    public static implicit operator Decision(Refusal refusal) => new(null, refusal);
}

/// <summary>Comes when an action is durable.</summary>
/// <param name="Position">Of its event; where it changed nothing, of the room.</param>
/// <param name="Duplicate">It was done before; nothing was done now.</param>
public sealed record Receipt(long Position, bool Duplicate);

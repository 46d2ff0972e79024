using System.Security.Cryptography;
using System.Text;
using Webinars.People;
using Webinars.Storage;

namespace Webinars.Rooms;

/// <summary>Something that a person asks of a room. It is decided against the room's state and becomes events, or is refused.</summary>
/// <param name="By">Who asks, as the server knows them.</param>
/// <param name="ClientId">Made by the sender, unique per action and person: makes a retry the same action.</param>
public abstract record RoomAction(Actor By, string ClientId)
{
    /// <summary>Without it: not-allowed. Checked by the turn, against the role of that moment.</summary>
    public abstract Capability Needs { get; }

    /// <summary>The limit per person that it counts against; null for none.</summary>
    public virtual Limited? Limit => Limited.Action;

    /// <summary>What is asked, as text: the same client id with another is a conflict.</summary>
    protected abstract string Said { get; }

    /// <summary>The action with its text cleaned. Runs before the queue, so that one bad text is nobody else's trouble.</summary>
    /// <exception cref="RefusedException">bad-text, too-long, too-short, invalid.</exception>
    public virtual RoomAction Checked() => this;

    /// <summary>Pure: may run more than once. Its events get their position, time and author from the caller.</summary>
    /// <param name="now">The server's time, which the events will bear.</param>
    public abstract Decision Decide(Room room, DateTimeOffset now);

    public string Digest() => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{GetType().Name}\n{Said}")).AsSpan(0, 12));
}

/// <summary>The events that an action becomes, or why it does not. No events: it changes nothing, which is as good.</summary>
/// <param name="Documents">Saved with the events, or not at all.</param>
public readonly record struct Decision(IReadOnlyList<LiveEvent> Events, Refusal? Refusal, IReadOnlyList<Put>? Documents = null)
{
    public static Decision Unchanged { get; } = new([], null);

    public static implicit operator Decision(LiveEvent happens) => new([happens], null);

    public static implicit operator Decision(LiveEvent[] happen) => new(happen, null);

    public static implicit operator Decision(Refusal refusal) => new([], refusal);
}

/// <summary>Comes when an action is durable.</summary>
/// <param name="Position">Of its first event; where it changed nothing, of the room.</param>
/// <param name="Duplicate">It was done before; nothing was done now.</param>
public sealed record Receipt(long Position, bool Duplicate);

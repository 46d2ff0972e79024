using System.Collections.Immutable;

namespace Webinars.Rooms.Moderation;

/// <summary>Who may not do what others may.</summary>
public sealed record ModerationState(ImmutableHashSet<Guid> Banned)
{
    public static readonly ModerationState Empty = new(ImmutableHashSet<Guid>.Empty);

    public bool IsBanned(Guid person) => Banned.Contains(person);
}

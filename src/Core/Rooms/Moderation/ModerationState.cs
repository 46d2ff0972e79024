using System.Collections.Immutable;
using Webinars.Log;
using Webinars.Rooms.Moderation.Sanctions;

namespace Webinars.Rooms.Moderation;

/// <summary>Who may not do what others may, which words are watched for, and what moderators decided.</summary>
public sealed record ModerationState
{
    public static readonly ModerationState Empty = new();

    /// <summary>Of each person, those that were not lifted; mutes that ran out too.</summary>
    public ImmutableDictionary<Guid, ImmutableList<Sanction>> Sanctions { get; init; } = ImmutableDictionary<Guid, ImmutableList<Sanction>>.Empty;

    public WordFilter BlockedWords { get; init; } = WordFilter.None;

    public WordFilter FlaggedWords { get; init; } = WordFilter.None;

    /// <summary>Oldest first, as they were stored: to be shown through <see cref="Room.Show"/> only.</summary>
    public ImmutableList<RoomEvent> Decisions { get; init; } = [];

    public bool IsBanned(Guid person) => Of(person).Any(sanction => sanction.Terms.Kind is SanctionKind.Ban);

    /// <summary>Null when this person may write.</summary>
    public Refusal? Voice(Guid person, DateTimeOffset now) => Refuse(Of(person), now);

    /// <summary>The same, as moderators may be told it: an anonymous asker's mute is nobody's whose name is known.</summary>
    public Refusal? KnownVoice(Guid person, DateTimeOffset now) => Refuse(Of(person).Where(sanction => !sanction.Terms.IsAnonymous), now);

    /// <summary>All messages of this person up to this position are removed; 0 for none.</summary>
    public long RemovedUpTo(Guid person) => Sanctions.IsEmpty ? 0 : Of(person).Select(sanction => sanction.RemovedUpTo).DefaultIfEmpty().Max();

    public Sanction? Find(long id) => Sanctions.Values.SelectMany(all => all).FirstOrDefault(sanction => sanction.Id == id);

    /// <summary>Oldest first.</summary>
    public IEnumerable<Sanction> InForce(DateTimeOffset now) =>
        Sanctions.Values.SelectMany(all => all).Where(sanction => sanction.IsInForce(now)).OrderBy(sanction => sanction.Id);

    /// <summary>The new sanction takes the place of the one of its kind, and with it what that had removed: to lift it undoes both.</summary>
    public ModerationState Add(Sanction sanction)
    {
        var person = sanction.Terms.Person.Id;
        var replaced = Of(person).Find(sanction.Replaces);
        var added = sanction.RemovedUpTo > 0 || replaced is null ? sanction : sanction with { RemovedUpTo = replaced.RemovedUpTo };
        return this with { Sanctions = Sanctions.SetItem(person, Of(person).RemoveAll(sanction.Replaces).Add(added)) };
    }

    public ModerationState Lift(long id) => Find(id) is { } sanction
        ? this with { Sanctions = Sanctions.SetItem(sanction.Terms.Person.Id, Of(sanction.Terms.Person.Id).Remove(sanction)) }
        : this;

    public ModerationState Note(RoomEvent decided) => this with { Decisions = Decisions.Add(decided) };

    private static Refusal? Refuse(IEnumerable<Sanction> sanctions, DateTimeOffset now)
    {
        List<Sanction> mutes = [.. sanctions.Where(sanction => sanction.Terms.Kind is SanctionKind.Mute && sanction.IsInForce(now))];
        return mutes.Count == 0 ? null : Refusal.Muted(mutes.Any(mute => mute.Terms.Until is null) ? null : mutes.Max(mute => mute.Terms.Until) - now);
    }

    private ImmutableList<Sanction> Of(Guid person) => Sanctions.GetValueOrDefault(person, []);
}

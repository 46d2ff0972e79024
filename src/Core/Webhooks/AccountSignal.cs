using Webinars.People;

namespace Webinars.Webhooks;

/// <summary>What an identity provider tells of its users, in our words.</summary>
/// <param name="At">When it happened, by the provider's clock: messages may come late and in any order.</param>
public abstract record AccountSignal(DateTimeOffset At);

/// <summary>A user is new or has changed.</summary>
public sealed record UserChanged(DirectoryUser User, DateTimeOffset At) : AccountSignal(At);

public sealed record UserDeleted(string Subject, DateTimeOffset At) : AccountSignal(At);

/// <summary>A sign-in is over: signed out, removed or revoked.</summary>
public sealed record SessionEnded(string Session, DateTimeOffset At) : AccountSignal(At);

using Webinars.Mail;

namespace Webinars.Telling;

/// <summary>One letter as its hosts see it.</summary>
/// <param name="Id">Key of its order; where the next page begins.</param>
/// <param name="Name">Of the reader as they are registered now; null when nothing is known of them any more.</param>
/// <param name="At">When it left, or was given up.</param>
/// <param name="SinceAt">When it came to its fate.</param>
public sealed record LetterSeen(string Id, LetterKind Kind, Guid Registration, string? Name, string? Email, DateTimeOffset At, LetterFate Fate, DateTimeOffset SinceAt);

/// <summary>How it went, as far as is known.</summary>
public enum LetterFate
{
    Sent,

    /// <summary>The other side does not take it yet.</summary>
    Delayed,
    Delivered,
    Opened,

    /// <summary>The other side refused it.</summary>
    Bounced,

    /// <summary>Its reader called it spam.</summary>
    Complained,

    /// <summary>The carrier did not send it, or sends nothing to this address any more.</summary>
    Failed,
    Suppressed,

    /// <summary>It made no sense any more, or its reader wants none.</summary>
    Dropped,

    /// <summary>It could not be sent; an operator may send it after all.</summary>
    Dead,
}

/// <summary>How many letters of one kind came how far. <see cref="Delivered"/> counts those that were opened too, <see cref="Sent"/> all that left.</summary>
public sealed record LetterTally(LetterKind Kind, int Sent, int Delivered, int Opened, int Bounced, int Complained, int Failed, int Dropped, int Dead);

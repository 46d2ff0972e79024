namespace Webinars;

/// <summary>An expected "no", from one closed list (docs/refusals.md). A code never changes its meaning.</summary>
/// <param name="Status">The HTTP status that says the same.</param>
/// <param name="RetryAfter">How long to wait before the same would be accepted, where that is known.</param>
/// <param name="Field">The field of the request that is meant, where one is.</param>
public sealed record Refusal(string Code, int Status, string Text, TimeSpan? RetryAfter = null, string? Field = null)
{
    public static readonly Refusal NotSignedIn = new("not-signed-in", 401, "Please sign in first.");
    public static readonly Refusal NotAllowed = new("not-allowed", 403, "You may not do this here.");
    public static readonly Refusal NotFound = new("not-found", 404, "There is no such thing, or it is not yours to see.");
    public static readonly Refusal NotRegistered = new("not-registered", 403, "This webinar is for people who are registered. Please register first.");
    public static readonly Refusal NotLive = new("not-live", 409, "This is possible only while the webinar is on.");
    public static readonly Refusal WrongState = new("wrong-state", 409, "The webinar's state forbids this.");
    public static readonly Refusal Stale = new("stale", 412, "Somebody changed it meanwhile. Read it again, then change it.");
    public static readonly Refusal BadText = new("bad-text", 400, "The text holds characters that cannot be stored.");
    public static readonly Refusal TooLarge = new("too-large", 413, "It is larger than is allowed here.");
    public static readonly Refusal UnsupportedType = new("unsupported-type", 415, "Files of this type are not allowed here, or this is not what its type says.");
    public static readonly Refusal BadClientId = new("bad-client-id", 400, "A client id is 1 to 64 letters, digits, - or _.");
    public static readonly Refusal TooMany = new("too-many", 409, "Too many of yours are still open.");
    public static readonly Refusal AlreadyAnswered = new("already-answered", 409, "The question has its answer.");
    public static readonly Refusal IdempotencyConflict = new("idempotency-conflict", 422, "The same key was used for something else.");
    public static readonly Refusal TicketExpired = new("ticket-expired", 401, "The ticket is too old, was used, or is not ours.");
    public static readonly Refusal Banned = new("banned", 403, "You were removed from this webinar.");
    public static readonly Refusal ChatOff = new("chat-off", 409, "The chat is off.");
    public static readonly Refusal HostsOnly = new("hosts-only", 403, "Only hosts may write here now.");
    public static readonly Refusal LinksNotAllowed = new("links-not-allowed", 403, "Links are not allowed here.");
    public static readonly Refusal BlockedWord = new("blocked-word", 400, "It holds a word that the hosts do not want here.");
    public static readonly Refusal QuestionsOff = new("questions-off", 409, "Questions are closed.");
    public static readonly Refusal TooLate = new("too-late", 409, "The time in which this was possible is over.");
    public static readonly Refusal OnAir = new("on-air", 409, "Another host is sending from their browser.");
    public static readonly Refusal TakenOver = new("taken-over", 409, "You are sending from another place now.");
    public static readonly Refusal CutOff = new("cut-off", 502, "The video service does not take the picture.");
    public static readonly Refusal NoBroadcast = new("no-broadcast", 501, "This server cannot send what a browser records.");
    public static readonly Refusal Busy = new("busy", 503, "Too much is waiting. Please try again.", TimeSpan.FromSeconds(1));

    public static Refusal TooFast(TimeSpan retryAfter) => new("too-fast", 429, "Please slow down a little.", retryAfter);

    public static Refusal SlowMode(TimeSpan retryAfter) => new("slow-mode", 429, "The chat is in slow mode.", retryAfter);

    /// <param name="retryAfter">Null: for good.</param>
    public static Refusal Muted(TimeSpan? retryAfter) => new("muted", 403, "You may not write here now.", retryAfter);

    public static Refusal ReadOnly(TimeSpan retryAfter) => new("read-only", 503, "The room is too busy: it can only be read for a moment.", retryAfter);

    public static Refusal TooLong(int max, string? field = null) => new("too-long", 400, $"At most {max} characters.", Field: field);

    public static Refusal TooShort(int min, string? field = null) => new("too-short", 400, $"At least {min} characters.", Field: field);

    public static Refusal Invalid(string field, string text) => new("invalid", 400, text, Field: field);
}

/// <summary>Carries a refusal to the door, which answers with its code. It is never logged as an error.</summary>
public sealed class RefusedException(Refusal refusal) : Exception(refusal.Code)
{
    public Refusal Refusal { get; } = refusal;
}

namespace Webinars.Storage;

/// <summary>One event of a room's log.</summary>
/// <param name="Position">1, 2, 3… within the room.</param>
public sealed record StoredEvent(long Position, string Json);

/// <param name="Epoch">Made with the log's first event; changes only when history is cut or a backup restored: positions of another epoch mean nothing.</param>
/// <param name="Position">Position of the last event.</param>
public sealed record LogHead(string Epoch, long Position);

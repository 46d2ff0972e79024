namespace Webinars.Storage;

/// <summary>A document does not have the version that the writer expected.</summary>
public sealed class StaleDocumentException(string kind, string id) : Exception($"{kind} {id} has changed meanwhile.");

/// <summary>A unique key belongs to another document.</summary>
public sealed class KeyTakenException(string kind, string index) : Exception($"Another {kind} has this {index}.")
{
    public string Index { get; } = index;
}

/// <summary>Ill-formed UTF-16 or NUL: no store could give it back as it came.</summary>
public sealed class BadTextException(string what) : Exception($"{what} holds NUL or ill-formed UTF-16.");

/// <summary>More is waiting to be saved than the store's queue takes; nothing of this was saved.</summary>
public sealed class StoreBusyException() : Exception("The store's queue is full.");

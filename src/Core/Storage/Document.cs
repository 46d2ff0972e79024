namespace Webinars.Storage;

/// <param name="Version">1 when first saved, one more with every save.</param>
public sealed record Document(string Kind, string Id, long Version, string Json);

/// <summary>Saves a document with all its keys (those it had before are replaced), or deletes it.</summary>
/// <param name="Json">Null deletes the document and its keys.</param>
/// <param name="Expected">The version that it must have now; 0 = it must not exist; null = whatever it has.</param>
public sealed record Put(string Kind, string Id, string? Json, long? Expected, params IReadOnlyList<DocumentKey> Keys);

/// <summary>A value under which a document is found; kind, index, value and id are at most 1,000 bytes together.</summary>
/// <param name="Unique">Only one document of its kind may have this value under this index.</param>
public sealed record DocumentKey(string Index, string Value, bool Unique = false)
{
    internal const string Expiry = "expires";

    /// <summary>Nobody needs the document after this: <see cref="SweepExpired"/> deletes it then, where its kind is an <see cref="ExpiringKind"/>.</summary>
    public static DocumentKey Expires(DateTimeOffset time) => new(Expiry, TimeKey.Of(time));
}

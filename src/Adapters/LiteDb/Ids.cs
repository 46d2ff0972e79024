using System.Globalization;

namespace Webinars.Adapters.LiteDb;

/// <summary>
/// The collections and their composite <c>_id</c>s. Parts are joined by NUL, which stored text never holds: two different rows never share an id,
/// and as NUL sorts before everything else, ordinal order of ids is ordinal order part by part.
/// </summary>
internal static class Ids
{
    public const string Documents = "doc";
    public const string Keys = "doc_key";
    public const string Heads = "room_head";
    public const string Events = "room_event";
    public const string Receipts = "receipt";
    public const string Deliveries = "delivery";
    public const string DeliveriesDue = "delivery_due";
    public const string Probes = "probe";

    /// <summary>What is true of the file itself.</summary>
    public const string Marks = "mark";

    public static readonly string[] Collections = [Documents, Keys, Heads, Events, Receipts, Deliveries, DeliveriesDue, Probes, Marks];

    /// <summary>The last position that an id has room for.</summary>
    public const long MaxPosition = 999_999_999_999;

    public static string Document(string kind, string id) => $"{kind}\0{id}";

    public static string Key(string kind, string index, string value, string id) => $"{kind}\0{index}\0{value}\0{id}";

    /// <summary>A unique key has no document id in it: that is what makes it unique, and it still sorts by its value.</summary>
    public static string UniqueKey(string kind, string index, string value) => $"{kind}\0{index}\0{value}\0";

    /// <summary>Where the keys with a value of at least <paramref name="value"/> begin; no key equals it.</summary>
    public static string KeysFrom(string kind, string index, string value) => $"{kind}\0{index}\0{value}";

    /// <summary>Where the keys with exactly this value have ended.</summary>
    public static string KeysAfter(string kind, string index, string value) => $"{kind}\0{index}\0{value}\u0001";

    public static string Room(Guid room) => room.ToString("n");

    public static string Event(Guid room, long position) =>
        string.Create(CultureInfo.InvariantCulture, $"{room:n}\0{Math.Min(position, MaxPosition):d12}");

    public static string Receipt(Guid room, string key) => $"{room:n}\0{key}";

    public static string Due(string kind, long ticks, string key) => string.Create(CultureInfo.InvariantCulture, $"{kind}\0{ticks:d19}\0{key}");

    /// <summary>Where the deliveries of a kind begin; none equals it.</summary>
    public static string DueFrom(string kind) => $"{kind}\0";

    /// <summary>Where the deliveries of a kind that are due at these ticks have ended.</summary>
    public static string DueAfter(string kind, long ticks) => string.Create(CultureInfo.InvariantCulture, $"{kind}\0{ticks:d19}\u0001");

    /// <summary>Where the deliveries of a kind have ended, and those of the next one may begin.</summary>
    public static string DueEnd(string kind) => $"{kind}\u0001";

    public static string LastPart(string id) => id[(id.LastIndexOf('\0') + 1)..];
}

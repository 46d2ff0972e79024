using System.Text.RegularExpressions;

namespace Webinars.Storage;

/// <summary>Key values that sort by time: milliseconds in 15 digits, and where one must be told from another an id after them, so that a key is also a cursor.</summary>
public static partial class TimeKey
{
    /// <summary>Greater than every key that begins with digits or letters.</summary>
    public const string End = "~";

    public static string Of(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString("D15");

    public static string Of(DateTimeOffset time, Guid id) => $"{Of(time)}.{id:N}";

    /// <summary>Whether a text, which a stranger may have written, is a time with an id.</summary>
    public static bool IsOne(string text) => WithId().IsMatch(text);

    [GeneratedRegex("^[0-9]{15}\\.[0-9a-f]{32}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex WithId();
}

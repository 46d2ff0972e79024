using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Webinars.Sandbox.Knock.Feeds;

/// <summary>One page of a list that begins with the newest. A cursor is a place in the list, also when what stood there is gone.</summary>
/// <param name="Before">Where to ask for newer ones; null when there are none. <paramref name="After"/> likewise for older ones.</param>
internal sealed record Listing<T>(IReadOnlyList<T> Items, string? Before, string? After, int Size)
{
    public JsonObject Info() => new() { ["__typename"] = "PageInfo", ["before"] = Before, ["after"] = After, ["page_size"] = Size };

    public IResult Answer(string name, Func<T, JsonNode> json) => KnockJson.Answer(new JsonObject { [name] = KnockJson.List(Items.Select(json)), ["page_info"] = Info() });
}

internal static class Listing
{
    private const int Largest = 50;

    public static string Cursor(long number) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes($"n{number.ToString(CultureInfo.InvariantCulture)}"));

    /// <param name="query"><c>page_size</c> (1 to 50, default 50), <c>after</c> (older than that) or <c>before</c> (newer than that, the nearest).</param>
    public static Listing<T> Cut<T>(IEnumerable<T> all, Func<T, long> number, Func<string, string?> query)
    {
        var list = all.OrderByDescending(number).ToList();
        var size = query("page_size") is { } text
            ? int.TryParse(text, CultureInfo.InvariantCulture, out var asked) && asked is > 0 and <= Largest ? asked : throw KnockError.Invalid("page_size", $"must lie between 1 and {Largest}")
            : Largest;
        IReadOnlyList<T> items = query("before") is { } before ? [.. list.Where(x => number(x) > Number(before, "before")).TakeLast(size)]
            : query("after") is { } after ? [.. list.Where(x => number(x) < Number(after, "after")).Take(size)]
            : [.. list.Take(size)];
        return items.Count == 0
            ? new Listing<T>(items, null, null, size)
            : new Listing<T>(
                items,
                number(items[0]) < number(list[0]) ? Cursor(number(items[0])) : null,
                number(items[^1]) > number(list[^1]) ? Cursor(number(items[^1])) : null,
                size);
    }

    private static long Number(string cursor, string name) =>
        Base64Url.IsValid(cursor) && Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)) is ['n', .. var digits]
            && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw KnockError.Invalid(name, "is no cursor");
}

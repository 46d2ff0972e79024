namespace Webinars.Rooms.Reactions;

/// <summary>With what one may react, in the room and to a message.</summary>
public static class Emoji
{
    public static IReadOnlyList<string> All { get; } = ["👍", "❤️", "😂", "👏", "🎉", "😮"];

    public static bool Has(string emoji) => All.Contains(emoji, StringComparer.Ordinal);
}

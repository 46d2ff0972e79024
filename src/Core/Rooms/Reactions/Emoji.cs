namespace Webinars.Rooms.Reactions;

/// <summary>What one may feel: in reactions to the webinar and to a message alike.</summary>
public static class Emoji
{
    public static readonly IReadOnlyList<string> All = ["👍", "❤️", "😂", "👏", "🎉", "😮"];

    public static bool Has(string? emoji) => All.Contains(emoji);
}

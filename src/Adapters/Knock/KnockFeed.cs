using System.Text.Json;
using Webinars.Notifications;

namespace Webinars.Adapters.Knock;

/// <summary>What we read of Knock's feed; everything else is left alone, also the HTML that it renders.</summary>
internal sealed record KnockFeed(IReadOnlyList<KnockFeed.Item> Entries, KnockFeed.Counts Meta, KnockFeed.Page PageInfo)
{
    public FeedPage ToPage() => new([.. Entries.Select(entry => entry.ToFeedItem())], Meta.UnreadCount, Meta.UnseenCount, PageInfo.After);

    internal sealed record Item(
        string Id, Origin Source, Dictionary<string, JsonElement>? Data, DateTimeOffset InsertedAt, DateTimeOffset? SeenAt, DateTimeOffset? ReadAt)
    {
        public FeedItem ToFeedItem() => new(Id, Source.Key, (Data ?? []).ToDictionary(one => one.Key, one => one.Value.ToString()), InsertedAt, SeenAt, ReadAt);
    }

    internal sealed record Origin(string Key);

    internal sealed record Counts(int UnreadCount, int UnseenCount);

    internal sealed record Page(string? After);
}

using System.Text.Json.Nodes;
using Webinars.Sandbox.Knock.Feeds;

namespace Webinars.Sandbox.Knock.Api;

internal static class FeedsApi
{
    public static void Map(RouteGroupBuilder feed)
    {
        feed.MapGet("", Get);
        feed.MapGet("/settings", (string feed, KnockKeys keys) =>
        {
            MustBe(feed, keys);
            return KnockJson.Answer(new JsonObject { ["features"] = new JsonObject { ["branding_required"] = false } });
        });
    }

    public static void MustBe(string feed, KnockKeys keys)
    {
        if (feed != keys.FeedChannelId)
        {
            throw KnockError.NotFound();
        }
    }

    /// <summary>Of somebody who is not known: an empty feed.</summary>
    private static IResult Get(string user, string feed, HttpRequest request, SandboxFile<KnockState> file, KnockKeys keys)
    {
        MustBe(feed, keys);
        var query = KnockApi.Parameters(request);
        var filter = new FeedFilter(query);
        return file.Read(state =>
        {
            var own = state.Messages.Where(x => x.UserId == user).ToList();
            var page = Listing.Cut(own.Where(filter.Shows), x => x.Number, query);
            return KnockJson.Answer(new JsonObject
            {
                ["entries"] = KnockJson.List(page.Items.Select(x => FeedItemJson.Of(x, state, filter.Compact))),
                ["meta"] = filter.Metadata(own),
                ["page_info"] = page.Info(),
                ["vars"] = new JsonObject(),
            });
        });
    }
}

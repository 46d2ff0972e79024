using Webinars.Sandbox.Knock.Feeds;

namespace Webinars.Sandbox.Knock.Api;

internal static class MessagesApi
{
    public static void Map(RouteGroupBuilder own, RouteGroupBuilder all)
    {
        all.MapGet("", (HttpRequest request, SandboxFile<KnockState> file) => file.Read(state => List(state.Messages, request)));
        all.MapGet("/batch/content", (HttpRequest request, SandboxFile<KnockState> file) => file.Read(state =>
        {
            var ids = KnockApi.Many(request, "message_ids");
            return KnockJson.Answer(KnockJson.List(state.Messages.Where(x => ids.Contains(x.Id)).Select(MessageJson.Content)));
        }));
        own.MapGet("/{id}", (string id, HttpContext http, SandboxFile<KnockState> file) => file.Read(state => KnockJson.Answer(MessageJson.Of(state.Own(http, id)))));
        own.MapGet("/{id}/content", (string id, HttpContext http, SandboxFile<KnockState> file) => file.Read(state => KnockJson.Answer(MessageJson.Content(state.Own(http, id)))));
        own.MapGet("/{id}/events", (string id, HttpContext http, SandboxFile<KnockState> file) => file.Read(state =>
        {
            var message = state.Own(http, id);
            return Listing.Cut(message.Events.Index(), x => x.Index, KnockApi.Parameters(http.Request)).Answer("items", x => MessageJson.Of(x.Item, message));
        }));
    }

    /// <summary>A message that the caller may touch; nobody learns whether another one is there.</summary>
    public static Message Own(this KnockState state, HttpContext http, string id) =>
        state.Message(id) is var message && (Caller.Of(http).User is not { } user || user == message.UserId) ? message : throw KnockError.NotFound();

    public static IResult List(IEnumerable<Message> messages, HttpRequest request)
    {
        var query = KnockApi.Parameters(request);
        var filter = new FeedFilter(name => name switch { "archived" => "include", "status" => null, _ => query(name) });
        var (engagements, statuses, ids) = (KnockApi.Many(request, "engagement_status"), KnockApi.Many(request, "status"), KnockApi.Many(request, "message_ids"));
        var found = messages.Where(x => filter.Counts(x)
            && engagements.All(x.Is)
            && (statuses.Count == 0 || statuses.Contains("delivered"))
            && (ids.Count == 0 || ids.Contains(x.Id))
            && (query("channel_id") is not { } channel || channel == x.ChannelId)
            && (query("workflow_run_id") is not { } run || run == x.RunId));
        return Listing.Cut(found, x => x.Number, query).Answer("items", MessageJson.Of);
    }
}

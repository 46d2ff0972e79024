using System.Globalization;
using System.Text.Json.Nodes;
using Webinars.Sandbox.Mux.Playback;

namespace Webinars.Sandbox.Mux.Api;

internal static class PlaybackRestrictionsApi
{
    private static readonly string[] Referrer = ["allowed_domains", "allow_no_referrer"];
    private static readonly string[] UserAgent = ["allow_no_user_agent", "allow_high_risk_user_agent"];

    public static void Map(RouteGroupBuilder restrictions)
    {
        restrictions.MapGet("", (HttpRequest request, SandboxFile<MuxState> file) =>
            file.Read(state => Reply.Data(new JsonArray([.. state.Restrictions.AsEnumerable().Reverse().Page(request).Select(Shown)]))));
        restrictions.MapPost("", CreateAsync);
        restrictions.MapGet("{id}", (string id, SandboxFile<MuxState> file) => file.Read(state => Reply.Data(Shown(Find(state, id)))));
        restrictions.MapPut("{id}/referrer", (string id, HttpRequest request, SandboxFile<MuxState> file, TimeProvider time) =>
            ChangeAsync(id, request, file, time, Referrer, WithReferrer));
        restrictions.MapPut("{id}/user_agent", (string id, HttpRequest request, SandboxFile<MuxState> file, TimeProvider time) =>
            ChangeAsync(id, request, file, time, UserAgent, WithUserAgent));
        restrictions.MapDelete("{id}", (string id, SandboxFile<MuxState> file) => file.Change(state =>
        {
            state.Restrictions.Remove(Find(state, id));
            return Results.NoContent();
        }));
    }

    private static async Task<IResult> CreateAsync(HttpRequest request, SandboxFile<MuxState> file, TimeProvider time)
    {
        var parameters = await Parameters.ReadAsync(request, "referrer", "user_agent");
        var now = time.GetUtcNow();
        var made = WithReferrer(
            new PlaybackRestriction(MuxId.New(), now, now, [], AllowNoReferrer: true, AllowNoUserAgent: true, AllowHighRiskUserAgent: true),
            parameters.Object("referrer", Referrer) ?? throw parameters.Invalid("referrer", "is missing"));
        made = parameters.Object("user_agent", UserAgent) is { } agents ? WithUserAgent(made, agents) : made;
        file.Change(state => state.Restrictions.Add(made));
        return Reply.Data(Shown(made), StatusCodes.Status201Created);
    }

    private static async Task<IResult> ChangeAsync(
        string id, HttpRequest request, SandboxFile<MuxState> file, TimeProvider time, string[] known,
        Func<PlaybackRestriction, Parameters, PlaybackRestriction> change)
    {
        var parameters = await Parameters.ReadAsync(request, known);
        return file.Change(state =>
        {
            var old = Find(state, id);
            var changed = change(old, parameters) with { UpdatedAt = time.GetUtcNow() };
            state.Restrictions[state.Restrictions.IndexOf(old)] = changed;
            return Reply.Data(Shown(changed));
        });
    }

    private static PlaybackRestriction WithReferrer(PlaybackRestriction restriction, Parameters parameters) => restriction with
    {
        AllowedDomains = parameters.Node("allowed_domains") is JsonArray domains
            ? [.. domains.Select(x => x?.ToString() ?? throw parameters.Invalid("allowed_domains", "must hold text"))]
            : throw parameters.Invalid("allowed_domains", "must be an array"),
        AllowNoReferrer = parameters.Flag("allow_no_referrer"),
    };

    private static PlaybackRestriction WithUserAgent(PlaybackRestriction restriction, Parameters parameters) => restriction with
    {
        AllowNoUserAgent = parameters.Flag("allow_no_user_agent"),
        AllowHighRiskUserAgent = parameters.Flag("allow_high_risk_user_agent"),
    };

    private static PlaybackRestriction Find(MuxState state, string id) => state.Restrictions.Find(x => x.Id == id) ?? throw MuxException.NotFound();

    private static JsonObject Shown(PlaybackRestriction restriction) => new()
    {
        ["id"] = restriction.Id,
        ["created_at"] = Seconds(restriction.CreatedAt),
        ["updated_at"] = Seconds(restriction.UpdatedAt),
        ["referrer"] = new JsonObject
        {
            ["allowed_domains"] = new JsonArray([.. restriction.AllowedDomains.Select(x => JsonValue.Create(x))]),
            ["allow_no_referrer"] = restriction.AllowNoReferrer,
        },
        ["user_agent"] = new JsonObject
        {
            ["allow_no_user_agent"] = restriction.AllowNoUserAgent,
            ["allow_high_risk_user_agent"] = restriction.AllowHighRiskUserAgent,
        },
    };

    private static string Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}

using System.Text.Json.Nodes;

namespace Webinars.Sandbox.Knock.Api;

/// <summary>Knock's REST API. Objects, audiences and guides are not played: nothing here asks for them.</summary>
internal static class KnockApi
{
    public static void Map(RouteGroupBuilder v1)
    {
        var api = v1.MapGroup("").AddEndpointFilter(KnockError.Filter).AddEndpointFilter(Caller.Recognise);
        var servers = api.MapGroup("").AddEndpointFilter(Caller.ServersOnly);
        UsersApi.Map(api.MapGroup("/users/{user}"), servers.MapGroup("/users"));
        FeedsApi.Map(api.MapGroup("/users/{user}/feeds/{feed}"));
        PreferencesApi.Map(api.MapGroup("/users/{user}/preferences"));
        MessagesApi.Map(api.MapGroup("/messages"), servers.MapGroup("/messages"));
        StatusApi.Map(api);
        WorkflowsApi.Map(servers.MapGroup("/workflows/{key}"));
        SchedulesApi.Map(servers.MapGroup("/schedules"), servers.MapGroup("/users/{user}/schedules"));
        TenantsApi.Map(servers.MapGroup("/tenants"));
        servers.MapGet("/bulk_operations/{id}", (string id, SandboxFile<KnockState> file) =>
            file.Read(state => Answer(state.Operations.Find(x => x.Id == id) ?? throw KnockError.NotFound())));
        v1.MapGroup("").AddEndpointFilter(KnockError.Filter).Map("/{**rest}", IResult () => throw KnockError.NotFound());
    }

    public static Func<string, string?> Parameters(HttpRequest request) => name => request.Query[name] is [{ Length: > 0 } value, ..] ? value : null;

    /// <summary>A parameter that may come several times, with or without brackets.</summary>
    public static IReadOnlyList<string> Many(HttpRequest request, string name) => [.. request.Query[name].Concat(request.Query[$"{name}[]"]).OfType<string>()];

    public static IResult Answer(BulkOperation operation) => KnockJson.Answer(new JsonObject
    {
        ["__typename"] = "BulkOperation",
        ["id"] = operation.Id,
        ["name"] = operation.Name,
        ["status"] = "completed",
        ["estimated_total_rows"] = operation.Rows,
        ["processed_rows"] = operation.Rows,
        ["success_count"] = operation.Rows,
        ["error_count"] = 0,
        ["error_items"] = new JsonArray(),
        ["inserted_at"] = KnockJson.Time(operation.At),
        ["updated_at"] = KnockJson.Time(operation.At),
        ["started_at"] = KnockJson.Time(operation.At),
        ["completed_at"] = KnockJson.Time(operation.At),
        ["failed_at"] = null,
    });
}

using System.Text.Json.Nodes;
using Webinars.Sandbox.Knock.Feeds;

namespace Webinars.Sandbox.Knock.Api;

internal static class TenantsApi
{
    public static void Map(RouteGroupBuilder tenants)
    {
        tenants.MapGet("", (HttpRequest request, SandboxFile<KnockState> file) => file.Read(state =>
        {
            var query = KnockApi.Parameters(request);
            var found = state.Tenants.Values.Where(x => query("tenant_id") is not { } id || x.Id == id);
            return Listing.Cut(found, x => x.Number, query).Answer("entries", Json);
        }));
        tenants.MapGet("/{id}", (string id, SandboxFile<KnockState> file) =>
            file.Read(state => KnockJson.Answer(Json(state.Tenants.GetValueOrDefault(id) ?? throw KnockError.NotFound()))));
        tenants.MapPut("/{id}", async (string id, HttpRequest request, SandboxFile<KnockState> file) =>
        {
            var properties = await KnockJson.Body(request);
            return file.Change(state => KnockJson.Answer(Json(state.SetTenant(id, properties))));
        });
        tenants.MapDelete("/{id}", (string id, SandboxFile<KnockState> file) => file.Change(state =>
            state.Tenants.Remove(id) ? Results.NoContent() : throw KnockError.NotFound()));
    }

    private static JsonObject Json(KnockTenant tenant)
    {
        var json = (JsonObject)tenant.Properties.DeepClone();
        json.TryAdd("name", null);
        json.TryAdd("settings", null);
        json["__typename"] = "Tenant";
        json["id"] = tenant.Id;
        return json;
    }
}

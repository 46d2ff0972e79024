using System.Text.Json.Nodes;

namespace Webinars.Sandbox.Clerk.Backend;

/// <summary>A page of a list: an array, or with <c>paginated=true</c> an object that also says how many there are in all.</summary>
internal static class Page
{
    public static IResult Answer(HttpRequest request, IReadOnlyCollection<JsonObject> all)
    {
        var page = new JsonArray([.. all.Skip(People.Number(request, "offset", 0, 0, int.MaxValue)).Take(People.Number(request, "limit", 10, 1, 500))]);
        return request.Query["paginated"] == "true"
            ? ClerkJson.Answer(new JsonObject { ["data"] = page, ["total_count"] = all.Count })
            : ClerkJson.Answer(page);
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace Webinars.Sandbox.Faults;

/// <summary>The switches, for scripts, tests and the page: <c>{vendor, kind, probability?, seconds?}</c>. A probability of 0 switches one kind off.</summary>
internal static class FaultsApi
{
    private const double LongestLife = 86_400;
    private static readonly string[] Fields = ["vendor", "kind", "probability", "seconds"];

    public static void MapFaults(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sandbox/faults", All);
        routes.MapPost("/sandbox/faults", Turn);
    }

    private static IResult All(FaultBoard faults) =>
        Results.Json(new { vendors = faults.Vendors, kinds = Fault.Kinds, on = faults.On() }, JsonSerializerOptions.Web);

    private static async Task<IResult> Turn(HttpRequest request, FaultBoard faults)
    {
        try
        {
            var body = await JsonNode.ParseAsync(request.Body, null, new JsonDocumentOptions { AllowDuplicateProperties = false }, request.HttpContext.RequestAborted);
            return body is JsonObject wish ? Apply(wish, faults) : Bad("The body must be a JSON object.");
        }
        catch (JsonException)
        {
            return Bad("The body is not JSON.");
        }
    }

    private static IResult Apply(JsonObject wish, FaultBoard faults)
    {
        // As text: who means 429 may well send it as a number.
        var (vendor, kind) = (wish["vendor"]?.ToString(), wish["kind"]?.ToString());
        var probability = Number(wish, "probability", otherwise: 1);
        var seconds = Number(wish, "seconds", otherwise: LongestLife);
        if (wish.Select(x => x.Key).Except(Fields).FirstOrDefault() is { } unknown)
        {
            return Bad($"There is no field {unknown}, only {string.Join(", ", Fields)}.");
        }

        if (vendor is null || !faults.Vendors.Contains(vendor))
        {
            return Bad($"vendor must be one of {string.Join(", ", faults.Vendors)}.");
        }

        if (kind is null || (kind != Fault.None && !Fault.Kinds.Contains(kind)))
        {
            return Bad($"kind must be one of {string.Join(", ", Fault.Kinds.Append(Fault.None))}.");
        }

        if (probability is not (>= 0 and <= 1))
        {
            return Bad("probability must be a number from 0 to 1.");
        }

        if (seconds is not (> 0 and <= LongestLife))
        {
            return Bad($"seconds must be a number above 0, at most {LongestLife}.");
        }

        if (kind == Fault.None || probability == 0)
        {
            faults.SwitchOff(vendor, kind);
        }
        else
        {
            faults.SwitchOn(vendor, kind, probability.Value, wish["seconds"] is null ? null : TimeSpan.FromSeconds(seconds.Value));
        }

        return All(faults);
    }

    /// <returns>Null when it is something else than a number.</returns>
    private static double? Number(JsonObject wish, string name, double otherwise) =>
        wish[name] is not { } value ? otherwise : value.GetValueKind() is JsonValueKind.Number ? value.GetValue<double>() : null;

    private static IResult Bad(string why) => Results.Problem(why, statusCode: StatusCodes.Status400BadRequest);
}

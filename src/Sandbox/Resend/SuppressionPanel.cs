using System.Text.Json.Nodes;
using Webinars.Sandbox.Resend.Letters;

namespace Webinars.Sandbox.Resend;

/// <summary>For scripts and the sandbox's page: to whom nothing is sent any more, newest first, and what the vendor's dashboard does about it.</summary>
internal static class SuppressionPanel
{
    public static void Map(RouteGroupBuilder suppressions)
    {
        suppressions.MapGet("", (SandboxFile<Suppressions> file) => file.Read(list => ResendException.Json(
            new JsonArray([.. list.Addresses.OrderByDescending(x => x.Value.At).Select(x => new JsonObject { ["address"] = x.Key, ["reason"] = x.Value.Reason, ["at"] = x.Value.At })]))));
        suppressions.MapDelete("/{address}", (string address, SandboxFile<Suppressions> file) =>
            file.Change(list => list.Remove(address)) ? Results.NoContent() : throw ResendException.NotFound("Suppression"));
    }
}

using System.Text.Json;

namespace Webinars.Adapters.Tests.Contracts;

/// <summary>What a reader of some JSON can rely on.</summary>
internal static class Members
{
    /// <summary>Every member's path, arrays by their first item: <c>/data/tracks[]/id</c>.</summary>
    public static IEnumerable<string> Paths(JsonElement json) => Of(json).Select(member => member.Split(' ')[0]);

    /// <summary>The same with the kind of each: <c>/data/id String</c>.</summary>
    public static IEnumerable<string> Of(JsonElement json, string path = "") => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(x => Of(x.Value, $"{path}/{x.Name}")).Append($"{path} Object"),
        JsonValueKind.Array when json.GetArrayLength() > 0 => Of(json[0], $"{path}[]"),
        JsonValueKind.True or JsonValueKind.False => [$"{path} Boolean"],
        var kind => [$"{path} {kind}"],
    };
}

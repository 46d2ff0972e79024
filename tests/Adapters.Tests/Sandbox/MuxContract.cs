using System.Text.Json;
using System.Text.RegularExpressions;
using Webinars.Adapters.Tests.Contracts;

namespace Webinars.Adapters.Tests.Sandbox;

/// <summary>Mux's part of the vendors' documents, in the words of its tests.</summary>
internal static partial class MuxContract
{
    public static JsonElement Sample(string file) => ContractFolder.Webhook($"mux.{file}");

    /// <summary>A webhook of any vendor.</summary>
    public static JsonElement VendorSample(string file) => ContractFolder.Webhook(file);

    /// <summary>The JSON bodies that the official clients were seen to send.</summary>
    public static IEnumerable<Recording> Recorded(string file) =>
        Recording.Read(file.Replace(".txt", "", StringComparison.Ordinal)).Where(x => x.Body.Length > 0 && x.Method is "POST" or "PATCH");

    /// <summary>Every call that the official clients were seen to make: the method, and the path with <c>{id}</c> in the place of ids.</summary>
    public static IEnumerable<string> RecordedCalls(string file) =>
        Recording.Read(file.Replace(".txt", "", StringComparison.Ordinal)).Select(x => $"{x.Method} {Template(x.Path)}");

    /// <summary>A header as an official client was seen to send it.</summary>
    public static string RecordedHeader(string file, string name) =>
        ContractFolder.Read($"wire/{file}").Split('\n').First(line => line.StartsWith($"{name}: ", StringComparison.Ordinal))[(name.Length + 2)..].Trim();

    /// <summary>Ids stand behind a collection's name.</summary>
    public static string Template(string path) => Id().Replace(path.Split('?')[0], "$1/{id}");

    /// <summary>Names of the webhook events that the contract knows, as they stand in <c>type</c>.</summary>
    public static IEnumerable<string> EventTypes => Contract.Mux.WebhookTypes;

    /// <summary>Fails unless <paramref name="value"/> has every required member, no unknown one, and the right kinds.</summary>
    public static void Check(string definition, JsonElement value) => Contract.Mux.Value(definition, value);

    /// <summary>Every member's path and kind, arrays by their first item: what a reader of the JSON can rely on.</summary>
    public static IEnumerable<string> Fields(JsonElement json, string path = "") => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(x => Fields(x.Value, $"{path}/{x.Name}")).Append($"{path} Object"),
        JsonValueKind.Array when json.GetArrayLength() > 0 => Fields(json[0], $"{path}[]"),
        JsonValueKind.True or JsonValueKind.False => [$"{path} Boolean"],
        var kind => [$"{path} {kind}"],
    };

    [GeneratedRegex("(live-streams|assets|playback-ids|simulcast-targets)/[^/]+")]
    private static partial Regex Id();
}
